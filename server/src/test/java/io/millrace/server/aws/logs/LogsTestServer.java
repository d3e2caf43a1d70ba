package io.millrace.server.aws.logs;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.core.logs.LogGroups;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.http.HttpListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/// The door behind a real listener, on the real log in a folder; its clock is the test's.
final class LogsTestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final EventLog log;
    private final HttpListener listener;
    final LogGroups groups;
    volatile Instant now = NOW;

    LogsTestServer(Path folder) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), () -> now);
        groups = LogGroups.open(Catalog.open(log), log, () -> now, UUID::randomUUID);
        JsonProtocol protocol = new JsonProtocol(List.of(LogsDoor.service(groups, () -> now)), Authenticator.OPEN);
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                exchange -> protocol.handle(
                        exchange, exchange.header("X-Amz-Target").orElse("")));
    }

    CloudWatchLogsClient client() {
        return CloudWatchLogsClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + listener.port()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "x")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @Override
    public void close() {
        listener.close();
        groups.close();
        log.close();
    }
}
