package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.SigV4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// With a credentials file, signatures count: of headers, and of every chunk.
class S3SignedTest {
    @TempDir
    Path folder;

    private S3TestServer open() throws IOException {
        Path file = folder.resolve("credentials");
        Files.writeString(file, "[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secretexample\n");
        return new S3TestServer(
                folder, new SigV4(Credentials.read(file), InstantSource.system()).s3(), InstantSource.system());
    }

    @Test
    void signedRequestsComeInAndOthersDoNot() throws IOException {
        try (S3TestServer server = open();
                S3Client s3 = server.client()) {
            s3.createBucket(b -> b.bucket("clicks"));
            s3.putObject(
                    b -> b.bucket("clicks").key("a +é").checksumAlgorithm(ChecksumAlgorithm.CRC32_C),
                    RequestBody.fromString("x".repeat(300_000)));

            assertThat(s3.getObjectAsBytes(b -> b.bucket("clicks").key("a +é")).asByteArray())
                    .hasSize(300_000);
            assertThat(new RawHttp(server.port()).get("/clicks/a").body()).contains("<Code>AccessDenied</Code>");
            assertThatThrownBy(() -> s3.listBuckets(b -> b.overrideConfiguration(c -> c.credentialsProvider(
                            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "wrong"))))))
                    .isInstanceOfSatisfying(S3Exception.class, e -> {
                        assertThat(e.statusCode()).isEqualTo(403);
                        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SignatureDoesNotMatch");
                    });
        }
    }
}
