package io.millrace.server.aws.dynamodb.item;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.dynamodb.Billing;
import io.millrace.core.resource.dynamodb.Capacity;
import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.dynamodb.TableSchema;
import io.millrace.core.resource.dynamodb.TableSettings;
import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.JsonService.Operation;
import io.millrace.server.http.HttpListener;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The operations on items behind a real listener, over tables that tests make themselves.
final class ItemsTestServer implements AutoCloseable {
    static final String REGION = "eu-west-1";

    private final EventLog log;
    private final Catalog catalog;
    private final TableStore store;
    private final HttpListener listener;
    private final Map<String, Operation> operations;
    private volatile Instant now = Instant.parse("2026-11-21T09:00:00Z");

    ItemsTestServer(Path folder, TableStore store) {
        this.store = store;
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), () -> now);
        catalog = Catalog.open(log);
        operations = ItemDoor.operations(catalog, store, () -> now);
        JsonProtocol protocol =
                new JsonProtocol(List.of(new JsonService("DynamoDB_20120810", "1.0", operations)), Authenticator.OPEN);
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                exchange -> protocol.handle(
                        exchange, exchange.header("X-Amz-Target").orElse("")));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.port());
    }

    void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    static KeySchema keys(String hash, String range) {
        return new KeySchema(key(hash), range.isEmpty() ? Optional.empty() : Optional.of(key(range)));
    }

    /// `id:N` is a number, `id` a string.
    private static KeyAttribute key(String said) {
        String[] parts = said.split(":", -1);
        return new KeyAttribute(parts[0], parts.length > 1 ? KeyType.valueOf(parts[1]) : KeyType.S);
    }

    static IndexSchema index(String name, KeySchema keys, IndexSchema.Projection projection, String... included) {
        return new IndexSchema(name, keys, projection, Set.of(included));
    }

    void table(String name, KeySchema keys) {
        table(name, keys, List.of(), List.of());
    }

    void table(String name, KeySchema keys, List<IndexSchema> local, List<IndexSchema> global) {
        TableSchema schema = new TableSchema(
                new LinkedHashMap<>(),
                keys,
                local,
                global.stream()
                        .map(index ->
                                new GlobalIndex(index, GlobalIndex.Status.ACTIVE, Capacity.NONE, Optional.empty()))
                        .toList());
        Table table = new Table(
                name,
                REGION,
                "id-of-" + name,
                now,
                Table.Status.ACTIVE,
                schema,
                TableSettings.of(Billing.onDemand(Optional.empty(), now)));
        store.prepare(TableLayout.of(table));
        catalog.create(table, "ResourceInUseException");
    }

    void drop(String name) {
        store.drop("id-of-" + name);
    }

    /// Calls an operation without the network; `'` stands for `"`.
    String call(String operation, String request) {
        if (operations.get(operation) instanceof Operation.Bytes(JsonService.BytesHandler handler)) {
            byte[] body = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            return new String(handler.handle(REGION, body), StandardCharsets.UTF_8).replace('"', '\'');
        }
        throw new IllegalArgumentException("no operation " + operation);
    }

    @Override
    public void close() {
        listener.close();
        log.close();
        store.close();
    }
}
