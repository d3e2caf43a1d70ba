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

/// The parts that are tables, by hand: in a store of our own, or with another server.
final class TableWiring implements AutoCloseable {
    private final Served served;

    /// Who answers.
    private sealed interface Served extends AutoCloseable {
        List<JsonService> services();

        void resume();

        @Override
        void close();
    }

    private record Own(TableStore store, Tables tables, List<JsonService> services) implements Served {
        @Override
        public void resume() {
            tables.resume(ItemDoor.OWN_TABLES);
        }

        @Override
        public void close() {
            tables.close();
            store.close();
        }
    }

    private record Passed(RemoteTables remote) implements Served {
        @Override
        public List<JsonService> services() {
            return List.of(remote.service());
        }

        @Override
        public void resume() {}

        @Override
        public void close() {
            remote.close();
        }
    }

    /// @throws IllegalArgumentException when the options or the environment say something wrong
    TableWiring(StartOptions options, Catalog catalog, InstantSource clock, RandomGenerator random) {
        served = switch (TablesOption.parse(options.tables())) {
            case TablesOption.Sqlite sqlite -> {
                TableStore store = new SqliteTables(
                        sqlite.folder().orElseGet(() -> options.data().resolve("tables")), clock);
                Tables tables = new Tables(catalog, store, clock, UUID::randomUUID, random);
                yield new Own(
                        store,
                        tables,
                        List.of(
                                DynamoDbDoor.service(tables, ItemDoor.operations(catalog, store, clock)),
                                DynamoDbDoor.streams()));
            }
            case TablesOption.Remote far ->
                new Passed(new RemoteTables(far.region(), far.endpoint(), RequestSigner.of(System.getenv(), clock)));
        };
    }

    /// DynamoDB's API.
    List<JsonService> services() {
        return served.services();
    }

    /// Takes up what a crash interrupted. To be called once.
    void resume() {
        served.resume();
    }

    @Override
    public void close() {
        served.close();
    }
}
