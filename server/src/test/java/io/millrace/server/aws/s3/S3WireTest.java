package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// S3 as bytes on the wire: answers to the byte, and requests that no SDK would send.
@Timeout(60)
class S3WireTest {
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String SPACE = " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";
    private static final String HELLO_MD5 = "5d41402abc4b2a76b9719d911017c592";
    private static final String STREAMING = String.join(
            "\r\n",
            "x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER",
            "Content-Encoding: aws-chunked",
            "x-amz-decoded-content-length: 5",
            "");

    @TempDir
    Path folder;

    private S3TestServer server;
    private RawHttp http;

    @BeforeEach
    void open() {
        server = S3TestServer.open(folder);
        http = new RawHttp(server.port());
        http.put("/clicks", "");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aListingToTheByte() {
        http.put("/clicks/a%26%3C/b", "hello");
        http.put("/clicks/c", "hello");

        assertThat(http.get("/clicks?list-type=2&delimiter=/").body())
                .isEqualTo(XML + "<ListBucketResult" + SPACE + "><Name>clicks</Name><Prefix/><KeyCount>2</KeyCount>"
                        + "<MaxKeys>1000</MaxKeys><Delimiter>/</Delimiter><IsTruncated>false</IsTruncated>"
                        + "<Contents><Key>c</Key><LastModified>2026-11-21T09:00:00.000Z</LastModified>"
                        + "<ETag>&quot;" + HELLO_MD5 + "&quot;</ETag><Size>5</Size>"
                        + "<StorageClass>STANDARD</StorageClass></Contents>"
                        + "<CommonPrefixes><Prefix>a&amp;&lt;/</Prefix></CommonPrefixes></ListBucketResult>");
        assertThat(http.get("/clicks?prefix=a&encoding-type=url").body())
                .contains("<Key>a%26%3C/b</Key>", "<EncodingType>url</EncodingType>");
        assertThat(http.get("/clicks?versions").body()).contains("<VersionId>null</VersionId>");
    }

    @Test
    void anErrorToTheByte() {
        RawHttp.Answer answer = http.get("/clicks/no?x=1");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.head()).contains("Content-Type: application/xml", "x-amz-request-id: id-2");
        assertThat(answer.body())
                .isEqualTo(XML + "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message>"
                        + "<Resource>/clicks/no</Resource><RequestId>id-2</RequestId></Error>");
    }

    @Test
    void aHeaderThatIsNotHonouredIsRefusedByNameBeforeTheBodyIsSent() {
        RawHttp.Answer answer = http.send(
                "PUT /clicks/k",
                "Expect: 100-continue\r\nContent-Length: 1\r\nx-amz-server-side-encryption: aws:kms:dsse\r\n",
                "");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).contains("<Code>NotImplemented</Code>", "x-amz-server-side-encryption");
    }

    @Test
    void encryptionOnAwsSideIsTakenAsTheCdkAsksForIt() {
        RawHttp.Answer answer = http.send(
                "PUT /clicks/k",
                String.join(
                        "\r\n",
                        "Content-Length: 1",
                        "x-amz-server-side-encryption: aws:kms",
                        "x-amz-server-side-encryption-aws-kms-key-id: alias/mine",
                        ""),
                "a");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(http.get("/clicks/k").body()).isEqualTo("a");
    }

    @Test
    void aMultipartUploadToTheByte() {
        assertThat(http.post("/clicks/big?uploads", "").body())
                .isEqualTo(XML + "<InitiateMultipartUploadResult" + SPACE
                        + "><Bucket>clicks</Bucket><Key>big</Key><UploadId>id-3</UploadId>"
                        + "</InitiateMultipartUploadResult>");
        http.put("/clicks/big?partNumber=1&uploadId=id-3", "hello");
        String parts = "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>&quot;" + HELLO_MD5
                + "&quot;</ETag></Part></CompleteMultipartUpload>";

        assertThat(http.post("/clicks/big?uploadId=id-3", parts).body())
                .isEqualTo(XML + "<CompleteMultipartUploadResult" + SPACE
                        + "><Location>http://127.0.0.1/clicks/big</Location><Bucket>clicks</Bucket><Key>big</Key>"
                        + "<ETag>&quot;62109206880d38a4010a98e11243924a-1&quot;</ETag>"
                        + "</CompleteMultipartUploadResult>");
    }

    @Test
    void theBucketMayStandInTheHost() {
        for (String host : new String[] {
            "clicks.localhost:4566",
            "clicks.s3.localhost",
            "clicks.s3.eu-west-1.localhost:1",
            "clicks.s3.amazonaws.com",
            "clicks.s3.us-west-2.amazonaws.com",
            "CLICKS.s3-us-west-2.amazonaws.com"
        }) {
            String headers = "Host: " + host + "\r\nContent-Length: " + host.length() + "\r\n";

            assertThat(http.send("PUT /a/b", headers, host).status()).isEqualTo(200);
            assertThat(http.get("/clicks/a/b").body()).isEqualTo(host);
        }
        assertThat(http.send("GET /clicks/a/b", "Host: s3.us-east-1.localhost\r\n", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPlusInAKeyIsAPlus() {
        http.put("/clicks/a+b%2Bc%20d", "hello");

        assertThat(http.get("/clicks").body()).contains("<Key>a+b+c d</Key>");
    }

    @Test
    void chunkedBodiesAreUnframedAndVerified() {
        String good = "3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n";
        String wrong = good.replace("NhCmhg==", "NhCmhw==");

        assertThat(chunked("/clicks/k", good).status()).isEqualTo(200);
        assertThat(http.get("/clicks/k").body()).isEqualTo("hello");
        assertThat(chunked("/clicks/w", wrong).body()).contains("<Code>BadDigest</Code>");
        assertThat(chunked("/clicks/w", "3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n").body())
                .contains("<Code>MalformedTrailerError</Code>");
        assertThat(chunked("/clicks/w", "3\r\nhel\r\n").body()).contains("<Code>IncompleteBody</Code>");
        assertThat(chunked("/clicks/w", "3\r\nhel\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n")
                        .body())
                .contains("<Code>IncompleteBody</Code>");
        assertThat(chunked("/clicks/w", "zz\r\nhel\r\n").body()).contains("<Code>InvalidRequest</Code>");
        assertThat(http.get("/clicks/w").status()).isEqualTo(404);
    }

    private RawHttp.Answer chunked(String target, String framed) {
        return http.send(
                "PUT " + target,
                STREAMING + "x-amz-trailer: x-amz-checksum-crc32\r\nContent-Length: " + framed.length() + "\r\n",
                framed);
    }

    @Test
    void aBodyMustBeWhatItsHashSays() {
        String headers = "Content-Length: 5\r\nx-amz-content-sha256: " + "0".repeat(64) + "\r\n";

        assertThat(http.send("PUT /clicks/k", headers, "hello").body())
                .contains("<Code>XAmzContentSHA256Mismatch</Code>");
        assertThat(http.send("PUT /clicks/k", "Content-Length: 5\r\nContent-MD5: AAAA\r\n", "hello")
                        .body())
                .contains("<Code>InvalidDigest</Code>");
        assertThat(http.send("PUT /clicks/k", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n")
                        .status())
                .isEqualTo(411);
        assertThat(http.get("/clicks/k").status()).isEqualTo(404);
    }

    @Test
    void aClientThatGoesAwayLeavesNothing() {
        http.abandon(
                "PUT /clicks/k HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n" + "x".repeat(50_000));
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        File under = folder.resolve("objects-tmp").toFile();

        // The server hears of it in its own time; asking it something is what passes the time.
        while (Objects.requireNonNull(under.list()).length > 0 && System.nanoTime() < deadline) {
            assertThat(http.get("/clicks/k").status()).isEqualTo(404);
        }

        assertThat(under.list()).isEmpty();
        assertThat(http.get("/clicks/k").status()).isEqualTo(404);
    }

    @Test
    void headAnswersTheLengthWithoutABody() {
        http.put("/clicks/k", "hello");

        RawHttp.Answer answer = http.send("HEAD /clicks/k", "Range: bytes=1-2\r\n", "");

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.head()).containsIgnoringCase("content-length: 2").contains("Content-Range: bytes 1-2/5");
        assertThat(answer.body()).isEmpty();
        assertThat(http.send("HEAD /clicks/no", "", "").body()).isEmpty();
    }

    @Test
    void entitiesAndBrokenXmlAreMalformed() {
        String entity = "<!DOCTYPE d [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Delete><Object><Key>&e;</Key>"
                + "</Object></Delete>";
        for (String body :
                new String[] {entity, "<Delete>", "", "<Other/>", "<Delete/>", "\u0000", "<a>".repeat(100)}) {
            String headers = "Content-Length: " + body.length() + "\r\nx-amz-checksum-algorithm: CRC32\r\n";

            assertThat(http.send("POST /clicks?delete", headers, body).body()).contains("<Code>MalformedXML</Code>");
        }
    }

    @Test
    void theUploadsBucketCannotBeReached() {
        http.post("/clicks/big?uploads", "");

        assertThat(http.get("/.uploads").body()).contains("<Code>NoSuchBucket</Code>");
        assertThat(http.send("PUT /clicks/k", "x-amz-copy-source: /.uploads/clicks/id-2/upload\r\n", "")
                        .body())
                .contains("<Code>NoSuchBucket</Code>");
        assertThat(http.put("/.uploads", "").body()).contains("<Code>InvalidBucketName</Code>");
    }

    @Test
    void headersFromAQueryCannotSplitTheAnswer() {
        http.put("/clicks/k", "hello");

        assertThat(http.get("/clicks/k?response-content-type=a%0d%0aEvil:%201").body())
                .contains("<Code>InvalidArgument</Code>");
        assertThat(http.get("/clicks/k?response-content-disposition=%E2%82%AC").status())
                .isEqualTo(200);
    }
}
