package io.millrace.server.aws.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The chunks and trailers that the SDK for Java signs when it uploads.
class SdkChunksTest {
    private static final SigV4 SIGV4 = new SigV4(SdkSigner.CREDENTIALS, InstantSource.fixed(SdkSigner.NOW));
    private static final byte[] BODY = new byte[300_000];

    static {
        Arrays.fill(BODY, (byte) 'x');
    }

    private static SdkSigner.Signed put(
            String protocol, Consumer<SignRequest.Builder<AwsCredentialsIdentity>> options) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .protocol(protocol)
                .host("localhost")
                .port(4566)
                .method(SdkHttpMethod.PUT)
                .encodedPath("/bucket/key")
                .putHeader("Content-Length", String.valueOf(BODY.length))
                .build();
        return SdkSigner.sign(request, BODY, "s3", sign -> {
            SdkSigner.s3(sign);
            sign.putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, true);
            options.accept(sign);
        });
    }

    @Test
    void itsChunksAreTaken() {
        SdkSigner.Signed signed = put("http", sign -> {});

        assertThat(SIGV4.verifyS3(signed.request()).payload())
                .isInstanceOfSatisfying(Payload.Chunked.class, chunked -> {
                    assertThat(chunked.signatures().trailerSigned()).isFalse();
                    read(signed.body(), chunked.signatures());
                });
    }

    @Test
    void itsTrailerIsTaken() {
        SdkSigner.Signed signed = put(
                "http", sign -> sign.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32));

        assertThat(SIGV4.verifyS3(signed.request()).payload())
                .isInstanceOfSatisfying(Payload.Chunked.class, chunked -> {
                    assertThat(chunked.signatures().trailerSigned()).isTrue();
                    read(signed.body(), chunked.signatures());
                });
    }

    @Test
    void anUnsignedBodyWithATrailerIsTaken() {
        SdkSigner.Signed signed = put(
                "https", sign -> sign.putProperty(AwsV4HttpSigner.CHECKSUM_ALGORITHM, DefaultChecksumAlgorithm.CRC32)
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false));

        assertThat(signed.request().header("x-amz-content-sha256")).isEqualTo("STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        assertThat(SIGV4.verifyS3(signed.request()).payload()).isEqualTo(Payload.UNSIGNED);
    }

    /// Reads aws-chunked framing the plain way.
    private static void read(byte[] body, ChunkSignatures signatures) {
        String wire = new String(body, StandardCharsets.ISO_8859_1);
        int at = 0;
        int size;
        do {
            int end = wire.indexOf("\r\n", at);
            String[] head = wire.substring(at, end).split(";chunk-signature=", -1);
            size = Integer.parseInt(head[0], 16);
            byte[] data = Arrays.copyOfRange(body, end + 2, end + 2 + size);
            signatures.chunk(head[1], Digests.sha256(data));
            at = end + 2 + (size == 0 ? 0 : size + 2);
        } while (size > 0);
        if (signatures.trailerSigned()) {
            String[] lines = wire.substring(at).split("\r\n", -1);
            String[] checksum = lines[0].split(":", 2);
            signatures.trailer(lines[1].split(":", 2)[1], List.of(Map.entry(checksum[0], checksum[1])));
        }
        signatures.end();
    }
}
