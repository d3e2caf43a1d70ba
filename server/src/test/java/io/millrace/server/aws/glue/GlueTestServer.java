package io.millrace.server.aws.glue;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.http.HttpListener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;

/// Glue on a real log, and AWS's own Java client for it, with a database `clicks` and its table `log` that is
/// partitioned by `year` (an int) and `day` (a string).
final class GlueTestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T09:00:00.250Z");

    final Catalog catalog;
    final GlueClient glue;
    private final EventLog log;
    private final HttpListener listener;

    GlueTestServer(Path folder) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), () -> NOW);
        catalog = Catalog.open(log);
        JsonProtocol protocol = new JsonProtocol(List.of(GlueDoor.service(catalog, () -> NOW)), Authenticator.OPEN);
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                exchange -> protocol.handle(
                        exchange, exchange.header("X-Amz-Target").orElse("")));
        glue = GlueClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + listener.port()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "x")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    void makeLog() {
        glue.createDatabase(b -> b.databaseInput(d -> d.name("clicks")));
        glue.createTable(b -> b.databaseName("clicks").tableInput(t -> t.name("log")
                .partitionKeys(column("year", "int"), column("day", "string"))
                .storageDescriptor(s -> s.columns(column("Action", "string"), column("n", "int"))
                        .location("s3://clicks/log/"))));
    }

    static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }

    @Override
    public void close() {
        glue.close();
        listener.close();
        log.close();
    }
}
