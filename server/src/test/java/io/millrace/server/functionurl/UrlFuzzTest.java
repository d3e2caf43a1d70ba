package io.millrace.server.functionurl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.aws.protocol.Authenticator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever a request brings and whatever a function returns, there is an answer, and it is no fault of ours.
class UrlFuzzTest {
    private static Path folder;
    private static UrlTestServer server;

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("millrace-urls");
        server = new UrlTestServer(folder, Authenticator.OPEN);
    }

    @AfterContainer
    static void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 300)
    void everyRequestIsAnswered(
            @ForAll("targets") String target,
            @ForAll("headers") String header,
            @ForAll byte[] body,
            @ForAll("answers") byte[] returned) {
        server.behaviour((function, invocation) -> UrlTestServer.good(returned));

        UrlTestServer.Answer answer = server.send("open", "POST /" + target, header, body);

        assertThat(answer.status()).isIn(200, 204, 302, 304, 400, 502);
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.strings()
                .withChars("ab%C3/?&=+;.,:@~\"<>[]{}|\\^`$'\u0080\u00ff")
                .ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> names =
                Arbitraries.of("X-A", "Cookie", "Content-Type", "X-Amzn-Trace-Id", "Content-Encoding", "Origin");
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\t', '\u0080', '\u00ff')
                .ofMaxLength(30);
        return Combinators.combine(names, values).as((name, value) -> name + ": " + value + "\r\n");
    }

    @Provide
    Arbitrary<byte[]> answers() {
        Arbitrary<String> whole = Combinators.combine(
                        Arbitraries.of("200", "204", "302", "304", "\"200\"", "-1", "1e9", "[]", "null"),
                        Arbitraries.strings().withCharRange('\u0000', '\u01ff').ofMaxLength(10),
                        Arbitraries.of("true", "false", "1"))
                .as((status, text, base64) -> "{\"statusCode\":" + status + ",\"headers\":{\"" + json(text) + "\":\""
                        + json(text) + "\"},\"cookies\":[\"" + json(text) + "\"],\"body\":\"" + json(text)
                        + "\",\"isBase64Encoded\":" + base64 + "}");
        return Arbitraries.oneOf(
                whole.map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
    }

    private static String json(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }
}
