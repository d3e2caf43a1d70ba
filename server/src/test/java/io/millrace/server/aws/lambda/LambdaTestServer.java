package io.millrace.server.aws.lambda;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.invoke.EventQueue;
import io.millrace.core.invoke.Functions;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Lambda's door beside S3's behind a real listener, on the real log, with a runner that runs nothing.
final class LambdaTestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secretexample"));

    final FakeRunner runner = new FakeRunner();
    final FakeCode code = new FakeCode();
    final List<Invocation> events = new CopyOnWriteArrayList<>();
    private final EventLog log;
    private final HttpListener listener;
    private volatile Instant now = NOW;

    LambdaTestServer(Path folder, Authenticator authenticator) {
        InstantSource clock = () -> now;
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), InstantSource.system());
        LocalObjects store = new LocalObjects(folder, InstantSource.system());
        Catalog catalog = Catalog.open(log);
        Functions functions = new Functions(catalog, runner, new Random(7), UUID::randomUUID);
        EventQueue queue = this::accept;
        LambdaPorts ports = new LambdaPorts(catalog, functions, runner, code, store, queue, clock, UUID::randomUUID);
        byte[] secret = "of this test".getBytes(StandardCharsets.UTF_8);
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                new AwsDoor(
                        new JsonProtocol(List.of(), authenticator),
                        new QueryProtocol(List.of(), authenticator),
                        new RestProtocol(List.of(LambdaDoor.service(ports, secret)), authenticator),
                        new S3Door(catalog, store, S3Authenticator.OPEN, InstantSource.system(), RequestIds::next)));
    }

    private CompletableFuture<Void> accept(RunnableFunction function, Invocation invocation) {
        events.add(invocation);
        return CompletableFuture.completedFuture(null);
    }

    void passSeconds(long seconds) {
        now = now.plusSeconds(seconds);
    }

    int port() {
        return listener.port();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    LambdaClient client() {
        return LambdaClient.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    S3Client s3() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(true)
                .build();
    }

    @Override
    public void close() {
        listener.close();
        log.close();
    }
}
