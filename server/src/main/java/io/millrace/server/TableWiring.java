package io.millrace.server;

import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.store.TableStore;
import io.millrace.server.aws.auth.RequestSigner;
import io.millrace.server.aws.dynamodb.remote.RemoteTables;
import io.millrace.server.aws.protocol.JsonService;
import java.time.InstantSource;
import java.util.Optional;

/// Where tables are: in a store of our own, or with another server.
final class TableWiring implements AutoCloseable {
    private final Optional<TableStore> store;
    private final Optional<RemoteTables> remote;

    /// @throws IllegalArgumentException when the options or the environment say something wrong
    TableWiring(StartOptions options, InstantSource clock) {
        switch (TablesOption.parse(options.tables())) {
            case TablesOption.Sqlite sqlite -> {
                store = Optional.of(new SqliteTables(
                        sqlite.folder().orElseGet(() -> options.data().resolve("tables")), clock));
                remote = Optional.empty();
            }
            case TablesOption.Remote far -> {
                store = Optional.empty();
                remote = Optional.of(
                        new RemoteTables(far.region(), far.endpoint(), RequestSigner.of(System.getenv(), clock)));
            }
        }
    }

    /// The store of our own; it opens no file before it is used. Empty when another server has the tables.
    Optional<TableStore> store() {
        return store;
    }

    /// What passes calls of DynamoDB on; empty when the store is our own.
    Optional<JsonService> remote() {
        return remote.map(RemoteTables::service);
    }

    @Override
    public void close() {
        store.ifPresent(TableStore::close);
        remote.ifPresent(RemoteTables::close);
    }
}
