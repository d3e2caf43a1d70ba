package io.millrace.server.aws.dynamodb.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.RequestSigner;
import io.millrace.server.aws.auth.SigV4;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.CredentialScope;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls that are passed on, seen from both ends: by a client, and by a server that checks signatures.
class RemoteTablesTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("AWS_ACCESS_KEY_ID", "AKIDFAR", "AWS_SECRET_ACCESS_KEY", "far secret/+");
    private static final int BODY_BYTES_MAX = 1_000;

    @TempDir
    Path folder;

    private Authenticator authenticator;
    private HttpListener far;
    private HttpListener near;
    private RemoteTables tables;

    @BeforeEach
    void open() throws IOException {
        Path credentials = folder.resolve("credentials");
        Files.writeString(credentials, "[far]\naws_access_key_id = AKIDFAR\naws_secret_access_key = far secret/+\n");
        authenticator = new SigV4(Credentials.read(credentials), InstantSource.system()).json();
        far = HttpListener.start("127.0.0.1", 0, this::answer);
        tables = new RemoteTables(
                "eu-west-1",
                URI.create("http://127.0.0.1:" + far.port()),
                RequestSigner.of(ENVIRONMENT, InstantSource.system()));
        JsonProtocol protocol = new JsonProtocol(List.of(tables.service()), Authenticator.OPEN);
        near = HttpListener.start(
                "127.0.0.1",
                0,
                exchange -> protocol.handle(
                        exchange, exchange.header("X-Amz-Target").orElse("")));
    }

    @AfterEach
    void close() {
        near.close();
        tables.close();
        far.close();
    }

    /// Says who asked for what; what it does not believe is refused.
    private void answer(Exchange exchange) {
        exchange.withBody(
                BODY_BYTES_MAX,
                body -> {
                    try {
                        CredentialScope scope = authenticator.verify(exchange, body);
                        String text = scope.region() + " " + scope.service() + " "
                                + exchange.header("X-Amz-Target").orElse("") + " "
                                + new String(body, StandardCharsets.UTF_8);
                        exchange.send(new Response(
                                text.contains("Refused") ? 400 : 200,
                                Map.of(
                                        "Content-Type",
                                        "application/x-amz-json-1.0",
                                        "x-amz-crc32",
                                        "17",
                                        "x-amzn-RequestId",
                                        "R"),
                                text.getBytes(StandardCharsets.UTF_8)));
                    } catch (RequestException e) {
                        exchange.send(Response.of(403, "text/plain", e.getMessage()));
                    }
                },
                () -> {});
    }

    @Test
    void aCallGoesOnSignedAndItsAnswerComesBack() throws IOException, InterruptedException {
        HttpResponse<String> answer = call("DynamoDB_20120810.PutItem", "{\"TableName\":\"é\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("eu-west-1 dynamodb DynamoDB_20120810.PutItem {\"TableName\":\"é\"}");
        assertThat(answer.headers().firstValue("x-amz-crc32")).contains("17");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).contains("R");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
    }

    @Test
    void anErrorComesBackAsItIs() throws IOException, InterruptedException {
        HttpResponse<String> answer = call("DynamoDB_20120810.NewOperation", "{\"__type\":\"Refused\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).endsWith("{\"__type\":\"Refused\"}");
    }

    @Test
    void aServerThatDoesNotAnswerIsUnavailable() throws IOException, InterruptedException {
        far.close();
        HttpResponse<String> answer = call("DynamoDB_20120810.PutItem", "{}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body())
                .contains("com.amazon.coral.service#ServiceUnavailableException", "127.0.0.1:" + far.port());
    }

    @Test
    void withoutKeysItIsSaidWhichIsMissing() {
        assertThatThrownBy(() -> RequestSigner.of(Map.of("AWS_ACCESS_KEY_ID", "A"), InstantSource.system()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY is not set");
    }

    private HttpResponse<String> call(String target, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + near.port() + "/"))
                            .header("X-Amz-Target", target)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
