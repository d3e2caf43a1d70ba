package io.millrace.server.aws.apigateway;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.aws.protocol.RestProtocol;
import io.millrace.server.aws.s3.S3Door;
import io.millrace.server.http.HttpListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;

/// API Gateway's door behind a real listener, on the real log.
final class GatewayTestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00.250Z");
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secretexample"));

    final Catalog catalog;
    private final EventLog log;
    private final HttpListener listener;
    private volatile Instant now = NOW;

    GatewayTestServer(Path folder, UsageCounts usage) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), InstantSource.system());
        catalog = Catalog.open(log);
        ApiGatewayPorts ports = new ApiGatewayPorts(catalog, () -> now, UUID::randomUUID, usage, AuthorizerCache.NONE);
        LocalObjects store = new LocalObjects(folder, InstantSource.system());
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                new AwsDoor(
                        new JsonProtocol(List.of(), Authenticator.OPEN),
                        new QueryProtocol(List.of(), Authenticator.OPEN),
                        new RestProtocol(List.of(ApiGatewayDoor.service(ports)), Authenticator.OPEN),
                        new S3Door(catalog, store, S3Authenticator.OPEN, InstantSource.system(), RequestIds::next)));
    }

    void passSeconds(long seconds) {
        now = now.plusSeconds(seconds);
    }

    int port() {
        return listener.port();
    }

    /// What a server would have that was started anew on the same log.
    Catalog reopened() {
        return Catalog.open(log);
    }

    ApiGatewayClient client() {
        return ApiGatewayClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + listener.port()))
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(ApacheHttpClient.create())
                .build();
    }

    @Override
    public void close() {
        listener.close();
        log.close();
    }
}
