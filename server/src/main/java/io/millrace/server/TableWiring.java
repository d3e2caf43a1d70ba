package io.millrace.server;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.store.TableStore;
import io.millrace.server.aws.dynamodb.DynamoDbDoor;
import io.millrace.server.aws.dynamodb.Tables;
import io.millrace.server.aws.dynamodb.item.ItemDoor;
import io.millrace.server.aws.protocol.JsonService;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// The parts that are tables, by hand: a part of [Wiring] of its own.
final class TableWiring implements AutoCloseable {
    private final TableStore store;
    private final Tables tables;
    private final List<JsonService> services;

    /// @param store of the items; closed with this
    TableWiring(Catalog catalog, TableStore store, InstantSource clock, RandomGenerator random) {
        this.store = store;
        tables = new Tables(catalog, store, clock, UUID::randomUUID, random);
        services = List.of(
                DynamoDbDoor.service(tables, ItemDoor.operations(catalog, store, clock)), DynamoDbDoor.streams());
    }

    /// DynamoDB's own API.
    List<JsonService> services() {
        return services;
    }

    /// Takes up what a crash interrupted. To be called once.
    void resume() {
        tables.resume(ItemDoor.OWN_TABLES);
    }

    @Override
    public void close() {
        tables.close();
        store.close();
    }
}
