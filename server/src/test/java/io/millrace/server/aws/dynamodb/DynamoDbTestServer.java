package io.millrace.server.aws.dynamodb;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.http.HttpListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// DynamoDB's door behind HTTP, over a log in a folder and a store in memory.
final class DynamoDbTestServer implements AutoCloseable {
    private final EventLog log;
    private final HttpListener listener;
    private final HttpClient http = HttpClient.newHttpClient();
    final Catalog catalog;
    final Tables tables;
    final DynamoDbClient client;
    volatile Instant now = Instant.parse("2026-11-21T22:00:00.125Z");

    /// Whatever else is under way is taken up.
    DynamoDbTestServer(Path folder, MemoryTables store) {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), () -> now);
        catalog = Catalog.open(log);
        tables = new Tables(catalog, store, () -> now, UUID::randomUUID, new Random(1));
        tables.resume(Set.of());
        JsonProtocol protocol = new JsonProtocol(
                List.of(DynamoDbDoor.service(tables, Map.of()), DynamoDbDoor.streams()), Authenticator.OPEN);
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                exchange -> protocol.handle(
                        exchange, exchange.header("X-Amz-Target").orElse("")));
        client = DynamoDbClient.builder()
                .endpointOverride(URI.create(endpoint()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "x")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private String endpoint() {
        return "http://127.0.0.1:" + listener.port();
    }

    /// An operation as its wire has it; not signed, so of the default region.
    HttpResponse<String> ask(String operation, String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint()))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        http.close();
        listener.close();
        tables.close();
        log.close();
    }
}
