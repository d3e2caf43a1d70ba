package io.millrace.server.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApacheLogTest {
    private static final String LINE = "192.0.2.7 - ann [17/May/2015:10:05:03 +0200] \"GET /a?b=c HTTP/1.1\" 200 2326 "
            + "\"http://www.example.com/\" \"Agent \\\"quoted\\\" 1.0\"";

    @TempDir
    Path folder;

    @Test
    void aLineBecomesAClick() {
        Click click = ApacheLog.parse(LINE, 1).orElseThrow();
        assertThat(click.ip()).isEqualTo("192.0.2.7");
        assertThat(click.time()).isEqualTo(Instant.parse("2015-05-17T08:05:03Z"));
        assertThat(click.method()).isEqualTo("GET");
        assertThat(click.path()).isEqualTo("/a?b=c");
        assertThat(click.status()).isEqualTo(200);
        assertThat(click.bytes()).isEqualTo(2326);
        assertThat(click.referrer()).isEqualTo("http://www.example.com/");
        assertThat(click.userAgent()).isEqualTo("Agent \\\"quoted\\\" 1.0");
    }

    @Test
    void theSameLineTwiceIsTwoClicksOfOneVisitor() {
        Click first = ApacheLog.parse(LINE, 1).orElseThrow();
        Click second = ApacheLog.parse(LINE, 2).orElseThrow();
        assertThat(first.clickId()).isNotEqualTo(second.clickId());
        assertThat(first.userId()).isEqualTo(second.userId());
    }

    @Test
    void anAnswerWithoutABodyHasNoBytes() {
        assertThat(ApacheLog.parse(LINE.replace(" 2326 ", " - "), 1)
                        .orElseThrow()
                        .bytes())
                .isZero();
    }

    @Test
    void aLineThatWasCutOffInTheAgentIsRead() {
        assertThat(ApacheLog.parse(LINE.substring(0, LINE.length() - 1), 1)).isPresent();
    }

    @Test
    void plainAndGzipReadTheSame() throws IOException {
        Path plain = Files.writeString(folder.resolve("access.log"), LINE + "\nno log line\n" + LINE + "\n");
        Path packed = folder.resolve("access.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        List<Click> clicks = ApacheLog.read(plain);
        assertThat(clicks).hasSize(2);
        assertThat(ApacheLog.read(packed)).isEqualTo(clicks);
    }

    @Test
    void aFileWithoutAnyClickIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("not.log"), "hello\n");
        assertThatThrownBy(() -> ApacheLog.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Apache");
    }

    @Test
    void aVeryLongLineIsReadWithoutExhaustingTheStack() {
        String agent = "\\\"x".repeat(100_000);
        assertThat(ApacheLog.parse(LINE.replace("Agent", agent), 1)).isPresent();
    }

    @Property
    void anyLineIsReadOrLeftOut(@ForAll String line) {
        assertThat(ApacheLog.parse(line, 1)).isNotNull();
    }

    @Test
    void aClickIsOneLineOfJson() {
        String json = new String(ApacheLog.parse(LINE, 1).orElseThrow().json(), StandardCharsets.UTF_8);
        assertThat(json.lines()).hasSize(1);
        assertThat(json)
                .startsWith("{\"clickId\":\"")
                .contains("\"status\":200")
                .endsWith("}\n");
    }
}
