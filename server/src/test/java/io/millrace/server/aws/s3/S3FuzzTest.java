package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.core.fault.RequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Whatever comes, it is answered, and never as a fault of ours.
class S3FuzzTest {
    private static Path folder;
    private static S3TestServer server;
    private static RawHttp http;

    /// @param line method and target
    /// @param headers with their line ends
    record Request(String line, String headers, String body) {}

    @BeforeContainer
    static void open() throws IOException {
        folder = Files.createTempDirectory("s3-fuzz");
        server = S3TestServer.open(folder);
        http = new RawHttp(server.port());
        http.put("/clicks", "");
        http.put("/clicks/k", "hello");
        http.post("/clicks/k?uploads", "");
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

    @Property(tries = 400)
    void noRequestIsAFaultOfOurs(@ForAll("requests") Request request) {
        String length = "Content-Length: " + request.body.getBytes(StandardCharsets.UTF_8).length + "\r\n";

        RawHttp.Answer answer = http.send(request.line, length + request.headers, request.body);

        assertThat(answer.status()).isNotEqualTo(500);
    }

    @Provide
    Arbitrary<Request> requests() {
        Arbitrary<String> methods = Arbitraries.of("GET", "PUT", "POST", "DELETE", "HEAD", "PATCH", "OPTIONS");
        return Combinators.combine(methods, targets(), headers(), bodies())
                .as((method, target, header, body) -> new Request(method + " " + target, header, body));
    }

    private static Arbitrary<String> targets() {
        return Combinators.combine(
                        Arbitraries.of(
                                "/", "/clicks", "/clicks/", "/clicks/k", "/no/k", "//", "/clicks/%", "/clicks/%ff"),
                        pieces(
                                "&",
                                Arbitraries.of(
                                        "list-type=2",
                                        "list-type=9",
                                        "max-keys=0",
                                        "max-keys=-1",
                                        "max-keys=x",
                                        "continuation-token=!",
                                        "marker=%00",
                                        "delimiter=/",
                                        "prefix=%E2%82%AC",
                                        "uploads",
                                        "uploadId=id-4",
                                        "uploadId=../x",
                                        "partNumber=1",
                                        "partNumber=0",
                                        "delete",
                                        "acl",
                                        "tagging",
                                        "policy",
                                        "policyStatus",
                                        "cors",
                                        "lifecycle",
                                        "encryption",
                                        "ownershipControls",
                                        "publicAccessBlock",
                                        "notification",
                                        "versioning",
                                        "versions",
                                        "location",
                                        "attributes",
                                        "versionId=null",
                                        "versionId=7",
                                        "encoding-type=url",
                                        "encoding-type=x",
                                        "response-expires=%0a",
                                        "part-number-marker=-4",
                                        "key-marker=k",
                                        "%zz=1",
                                        "=",
                                        "x-amz-meta-a=%0d")))
                .as((path, query) -> path + (query.isEmpty() ? "" : "?" + query));
    }

    private static Arbitrary<String> headers() {
        return pieces(
                "",
                Arbitraries.of(
                        "Range: bytes=0-1\r\n",
                        "Range: bytes=9-\r\n",
                        "Range: junk\r\n",
                        "If-Match: *\r\n",
                        "If-None-Match: *\r\n",
                        "If-Modified-Since: never\r\n",
                        "Content-MD5: ?\r\n",
                        "x-amz-checksum-crc32: ?\r\n",
                        "x-amz-checksum-sha256: AAAA\r\n",
                        "x-amz-checksum-algorithm: CRC64NVME\r\n",
                        "x-amz-checksum-type: COMPOSITE\r\n",
                        "x-amz-sdk-checksum-algorithm: SHA1\r\n",
                        "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\n",
                        "x-amz-decoded-content-length: 5\r\n",
                        "x-amz-decoded-content-length: x\r\n",
                        "x-amz-trailer: x-amz-checksum-crc32\r\n",
                        "x-amz-copy-source: /clicks/k\r\n",
                        "x-amz-copy-source: %\r\n",
                        "x-amz-copy-source: clicks\r\n",
                        "x-amz-copy-source-range: bytes=1-2\r\n",
                        "x-amz-copy-source-range: bytes=5-1\r\n",
                        "x-amz-metadata-directive: REPLACE\r\n",
                        "x-amz-acl: public-read\r\n",
                        "x-amz-object-attributes: ETag\r\n",
                        "Authorization: AWS4-HMAC-SHA256 Credential=\r\n",
                        "Content-Type: text/plain\r\n"));
    }

    private static Arbitrary<String> bodies() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "hello",
                        "5\r\nhello\r\n0\r\n\r\n",
                        "<Delete><Object><Key>k</Key></Object></Delete>",
                        "<CreateBucketConfiguration><LocationConstraint>x y</LocationConstraint></CreateBucketConfiguration>",
                        "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part>"
                                + "</CompleteMultipartUpload>",
                        "<CompleteMultipartUpload><Part/></CompleteMultipartUpload>"),
                Arbitraries.strings().ofMaxLength(40));
    }

    private static Arbitrary<String> pieces(String separator, Arbitrary<String> one) {
        return one.list().ofMaxSize(3).map(list -> String.join(separator, list));
    }

    @Property(tries = 2000)
    void xmlIsReadOrMalformed(@ForAll("documents") String document) {
        onlyRefuses(() -> XmlElement.parse(document, "a"));
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.of(
                        "<a>",
                        "</a>",
                        "<b x='1'>",
                        "</b>",
                        "text",
                        "&amp;",
                        "&e;",
                        "<![CDATA[x]]>",
                        "<!--",
                        "-->",
                        "<?p?>",
                        "<!DOCTYPE a [",
                        "]>",
                        "<n:a xmlns:n='u'>",
                        "\u0001",
                        "<",
                        ">")
                .list()
                .ofMaxSize(12)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 2000)
    void framingIsReadOrRefused(@ForAll("framed") List<String> pieces) {
        byte[] bytes = String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1);

        onlyRefuses(() -> new AwsChunkedStream(new ByteArrayInputStream(bytes), Optional.empty()).readAllBytes());
    }

    @Provide
    Arbitrary<List<String>> framed() {
        return Arbitraries.of(
                        "5\r\n",
                        "hello",
                        "\r\n",
                        "0\r\n",
                        "5;chunk-signature=ab\r\n",
                        "-1\r\n",
                        "ffffffffffffffff\r\n",
                        "x-amz-checksum-crc32:a\r\n",
                        ":\r\n",
                        "\n",
                        "\u00ff",
                        "7fffffffffffffff\r\n")
                .list()
                .ofMaxSize(10);
    }

    private static void onlyRefuses(ThrowingCallable call) {
        assertThatCode(() -> {
                    try {
                        call.call();
                    } catch (RequestException refused) {
                        assertThat(S3Errors.status(refused.code())).isLessThan(500);
                    }
                })
                .doesNotThrowAnyException();
    }
}
