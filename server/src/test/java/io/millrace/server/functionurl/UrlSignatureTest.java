package io.millrace.server.functionurl;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.SigV4;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// A URL of AuthType AWS_IAM where credentials are demanded, asked by AWS's own signer.
class UrlSignatureTest {
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private UrlTestServer server;

    @BeforeEach
    void open() throws IOException {
        Path keys = folder.resolve("credentials");
        Files.writeString(keys, "[me]\naws_access_key_id = AKIDURL\naws_secret_access_key = secretsecretsecret\n");
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        SigV4 sigV4 = new SigV4(Credentials.read(keys), InstantSource.fixed(UrlTestServer.NOW));
        server = new UrlTestServer(folder, sigV4.json());
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aRightSignatureIsLetInAndNamesItsKey() {
        assertThat(send("secretsecretsecret", "lambda", BODY).status()).isEqualTo(200);
        assertThat(new String(server.last.get().payload(), StandardCharsets.UTF_8))
                .contains("\"accessKey\":\"AKIDURL\"");
    }

    @Test
    void anyOtherIsRefusedAndNothingRuns() {
        assertThat(send("anothersecret", "lambda", BODY).status()).isEqualTo(403);
        assertThat(send("secretsecretsecret", "firehose", BODY).status()).isEqualTo(403);
        assertThat(send("secretsecretsecret", "lambda", new byte[] {'x'}).status())
                .as("another body than was signed")
                .isEqualTo(403);
        assertThat(server.get("iam", "").status()).isEqualTo(403);
        assertThat(server.last.get()).isNull();
    }

    private UrlTestServer.Answer send(String secret, String service, byte[] body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://" + server.host("iam") + "/a%20b?c=d"))
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create("AKIDURL", secret))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(BODY))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(UrlTestServer.NOW, ZoneOffset.UTC))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1"))
                .request();
        StringBuilder headers = new StringBuilder();
        signed.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host")) {
                values.forEach(
                        value -> headers.append(name).append(": ").append(value).append("\r\n"));
            }
        });
        return server.send("iam", "POST /a%20b?c=d", headers.toString(), body);
    }
}
