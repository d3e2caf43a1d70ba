package io.millrace.server.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The worked examples of the S3 API reference, with the keys and the signatures printed there.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html> and its neighbours
class S3SigV4Test {
    private static final String CREDENTIAL = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";
    private static final String DATE = "20130524T000000Z";
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Credentials CREDENTIALS = Credentials.parse(
            "credentials",
            List.of(
                    "[example]",
                    "aws_access_key_id = AKIAIOSFODNN7EXAMPLE",
                    "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"));
    private static final String PRESIGNED = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
            + CREDENTIAL.replace("/", "%2F") + "&X-Amz-Date=" + DATE
            + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
            + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

    private static S3Authenticator.Verified verify(TestRequest request) {
        return verify(request, "2013-05-24T00:05:00Z");
    }

    private static S3Authenticator.Verified verify(TestRequest request, String now) {
        return new SigV4(CREDENTIALS, InstantSource.fixed(Instant.parse(now))).verifyS3(request);
    }

    private static TestRequest signed(TestRequest request, String signedHeaders, String signature) {
        return request.with(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + CREDENTIAL + ",SignedHeaders=" + signedHeaders + ",Signature="
                        + signature);
    }

    private static TestRequest bucket(String method, String target, String sha256) {
        return TestRequest.of(
                method,
                target,
                "Host",
                "examplebucket.s3.amazonaws.com",
                "x-amz-content-sha256",
                sha256,
                "x-amz-date",
                DATE);
    }

    @Test
    void getObjectWithARange() {
        TestRequest request = signed(
                bucket("GET", "/test.txt", EMPTY).with("Range", "bytes=0-9"),
                "host;range;x-amz-content-sha256;x-amz-date",
                "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

        assertThat(verify(request).payload()).isEqualTo(new Payload.Hashed(EMPTY));
        assertThat(verify(request).scope().region()).isEqualTo("us-east-1");
    }

    @Test
    void putObjectWithAnEscapedKey() {
        String sha256 = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        TestRequest request = signed(
                bucket("PUT", "/test%24file.text", sha256)
                        .with("Date", "Fri, 24 May 2013 00:00:00 GMT")
                        .with("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
                "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

        Payload payload = verify(request).payload();

        assertThat(payload).isInstanceOfSatisfying(Payload.Hashed.class, hashed -> {
            hashed.check(Digests.sha256("Welcome to Amazon S3.".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThatThrownBy(() -> hashed.check(Digests.sha256(new byte[0])))
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.code()).isEqualTo("XAmzContentSHA256Mismatch"));
        });
    }

    @Test
    void aParameterWithoutAValueAndSeveralWithOne() {
        String names = "host;x-amz-content-sha256;x-amz-date";

        verify(signed(
                bucket("GET", "/?lifecycle", EMPTY),
                names,
                "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"));
        verify(signed(
                bucket("GET", "/?prefix=J&max-keys=2", EMPTY),
                names,
                "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
    }

    @Test
    void aPresignedUrlIsGoodUntilItExpires() {
        TestRequest request = TestRequest.of("GET", "/test.txt?" + PRESIGNED, "Host", "examplebucket.s3.amazonaws.com");

        assertThat(verify(request, "2013-05-24T23:59:59Z").payload()).isEqualTo(Payload.UNSIGNED);
        refused(request, "2013-05-25T00:00:01Z", "AccessDenied", "Request has expired");
        refused(request, "2013-05-23T23:44:59Z", "AccessDenied", "Request is not yet valid");
    }

    @Test
    void aPresignedUrlTakesNoFurtherAmzHeaders() {
        TestRequest request = TestRequest.of("GET", "/test.txt?" + PRESIGNED, "Host", "examplebucket.s3.amazonaws.com");

        refused(
                request.with("x-amz-acl", "public-read"),
                "2013-05-24T00:00:00Z",
                "AccessDenied",
                "There were headers present in the request which were not signed: x-amz-acl");
    }

    @Test
    void chunksAreSignedOneAfterTheOther() {
        ChunkSignatures chunks = chunks();
        chunks.chunk("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", as(65536));
        chunks.chunk("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", as(1024));
        mismatch(chunks::end);
        chunks.chunk("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", as(0));
        chunks.end();
        mismatch(() -> chunks.chunk("b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9", as(0)));
    }

    @Test
    void chunksInAnotherOrderOrWithOtherBytesAreRefused() {
        mismatch(() -> chunks().chunk("0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497", as(1024)));
        mismatch(() -> chunks().chunk("ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648", as(65535)));
        mismatch(() -> chunks().chunk("AD80C730A21E5B8D04586A2213DD63B9A0E99E0E2307B0ADE35A65485A288648", as(65536)));
        mismatch(() -> chunks().chunk("", as(65536)));
    }

    @Test
    void aSignedTrailerFollowsTheChunks() {
        ChunkSignatures chunks = trailerChunks();
        String signature = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435";
        chunks.chunk("b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2", as(65536));
        chunks.chunk("1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7", as(1024));
        chunks.chunk("2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992", as(0));

        mismatch(chunks::end);
        mismatch(() -> chunks.trailer(signature, List.of(Map.entry("x-amz-checksum-crc32c", "sOO8/R=="))));
        chunks.trailer(signature, List.of(Map.entry("x-amz-checksum-crc32c", "sOO8/Q==")));
        chunks.end();
    }

    private static ChunkSignatures chunks() {
        return signatures(
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                        + "x-amz-storage-class",
                "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
    }

    private static ChunkSignatures trailerChunks() {
        return signatures(
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
                "content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;"
                        + "x-amz-storage-class;x-amz-trailer",
                "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
    }

    private static ChunkSignatures signatures(String payload, String signedHeaders, String signature) {
        TestRequest request = TestRequest.of(
                "PUT",
                "/examplebucket/chunkObject.txt",
                "Host",
                "s3.amazonaws.com",
                "x-amz-date",
                DATE,
                "x-amz-storage-class",
                "REDUCED_REDUNDANCY",
                "x-amz-content-sha256",
                payload,
                "Content-Encoding",
                "aws-chunked",
                "x-amz-decoded-content-length",
                "66560",
                "Content-Length",
                "66824");
        TestRequest sent =
                payload.endsWith("TRAILER") ? request.with("x-amz-trailer", "x-amz-checksum-crc32c") : request;
        return switch (verify(signed(sent, signedHeaders, signature)).payload()) {
            case Payload.Chunked chunked -> chunked.signatures();
            case Payload.Hashed hashed -> throw new AssertionError(hashed);
            case Payload.Unsigned unsigned -> throw new AssertionError(unsigned);
        };
    }

    private static byte[] as(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) 'a');
        return Digests.sha256(bytes);
    }

    private static void refused(TestRequest request, String now, String code, String message) {
        assertThatThrownBy(() -> verify(request, now))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }

    private static void mismatch(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RequestException.class, e -> assertThat(e.code())
                .isEqualTo("SignatureDoesNotMatch"));
    }
}
