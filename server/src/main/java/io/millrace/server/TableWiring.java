package io.millrace.server;

import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.store.TableStore;
import io.millrace.server.aws.auth.RequestSigner;
import io.millrace.server.aws.dynamodb.DynamoDbDoor;
import io.millrace.server.aws.dynamodb.Tables;
import io.millrace.server.aws.dynamodb.item.ItemDoor;
import io.millrace.server.aws.dynamodb.remote.RemoteTables;
import io.millrace.server.aws.protocol.JsonService;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The parts that are tables, by hand: a part of [Wiring] of its own. They are in a store of our own, or with another
/// server that calls are passed on to.
///
/// @param services DynamoDB's own API
/// @param resume takes up what a crash interrupted
/// @param end closes what is open
record TableWiring(List<JsonService> services, Runnable resume, Runnable end) implements AutoCloseable {
    /// @throws IllegalArgumentException when the options or the environment say something wrong
    static TableWiring of(StartOptions options, Catalog catalog, InstantSource clock, RandomGenerator random) {
        return switch (TablesOption.parse(options.tables())) {
            case TablesOption.Sqlite sqlite ->
                own(
                        new SqliteTables(
                                sqlite.folder().orElseGet(() -> options.data().resolve("tables")), clock),
                        catalog,
                        clock,
                        random);
            case TablesOption.Remote far ->
                passedOn(new RemoteTables(far.region(), far.endpoint(), RequestSigner.of(System.getenv(), clock)));
        };
    }

    private static TableWiring own(TableStore store, Catalog catalog, InstantSource clock, RandomGenerator random) {
        Tables tables = new Tables(catalog, store, clock, UUID::randomUUID, random);
        List<JsonService> services = List.of(
                DynamoDbDoor.service(tables, ItemDoor.operations(catalog, store, clock)), DynamoDbDoor.streams());
        return new TableWiring(services, () -> tables.resume(ItemDoor.OWN_TABLES), () -> {
            tables.close();
            store.close();
        });
    }

    private static TableWiring passedOn(RemoteTables remote) {
        return new TableWiring(List.of(remote.service()), () -> {}, remote::close);
    }

    @Override
    public void close() {
        end.run();
    }
}
