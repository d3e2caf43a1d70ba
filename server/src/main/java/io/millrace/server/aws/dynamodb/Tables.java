package io.millrace.server.aws.dynamodb;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Extent;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// The tables there are: in the catalog, and their items in the store. A change is in the catalog when its method
/// returns; the store follows on a thread of its own, and a table is `ACTIVE` when it has.
///
/// All methods may be called from any thread but an event loop.
public final class Tables implements AutoCloseable {
    private final Catalog catalog;
    private final TableStore store;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final TableLookup lookup;
    private final TableWork work;
    private final ExpirySweeper sweeper;

    /// @param store closed by whoever opened it, after this
    /// @param ids makes the ids of tables, each unlike any before
    /// @param random of the pauses before a store is asked again
    public Tables(Catalog catalog, TableStore store, InstantSource clock, Supplier<UUID> ids, RandomGenerator random) {
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
        lookup = new TableLookup(catalog);
        work = new TableWork(catalog, store, random);
        sweeper = new ExpirySweeper(catalog, store, clock);
    }

    /// Takes up what a crash interrupted, drops what no table has, and begins to delete what expires. To be called
    /// once.
    ///
    /// @param others tables of the store that are not in the catalog and stay
    public void resume(Set<String> others) {
        List<Table> all = catalog.list(Table.class);
        Set<String> known = new HashSet<>(others);
        all.forEach(table -> known.add(table.tableId()));
        store.tables().stream().filter(id -> !known.contains(id)).forEach(store::drop);
        all.forEach(table -> work.settle(table.id()));
        sweeper.start();
    }

    Instant now() {
        return clock.instant();
    }

    String newId() {
        return ids.get().toString();
    }

    List<Table> list(String region) {
        return catalog.list(Table.class).stream()
                .filter(table -> table.region().equals(region))
                .toList();
    }

    /// A table, once what is under way for it has ended or taken too long.
    ///
    /// @throws RequestException `ResourceNotFoundException`
    Table awaited(String region, String name) {
        work.await(Table.id(region, name));
        return require(region, name);
    }

    /// @throws RequestException `ResourceNotFoundException`
    Table require(String region, String name) {
        return lookup.require(region, name);
    }

    /// @throws RequestException `ResourceInUseException`, `LimitExceededException`
    void create(Table table) {
        work.await(table.id());
        catalog.apply(() -> {
            if (catalog.find(Table.class, table.id()).isPresent()) {
                throw new RequestException("ResourceInUseException", "Table already exists: " + table.name());
            }
            if (list(table.region()).size() >= TableLimit.DYNAMODB_TABLES.value()) {
                throw new RequestException(
                        "LimitExceededException",
                        "Subscriber limit exceeded: a region may have " + TableLimit.DYNAMODB_TABLES.value()
                                + " tables");
            }
            return Changes.put(table);
        });
        work.settle(table.id());
    }

    /// Changes a table, which the store then follows.
    ///
    /// @param change of a table that is `ACTIVE`
    /// @throws RequestException `ResourceInUseException` when it is not, `ResourceNotFoundException`, or what the
    /// change
    /// throws
    Table change(ResourceId id, UnaryOperator<Table> change) {
        work.await(id);
        Table changed = record(id, table -> {
            String doing =
                    switch (table.status()) {
                        case ACTIVE -> "";
                        case CREATING -> "created";
                        case UPDATING -> "updated";
                        case DELETING -> "deleted";
                    };
            if (!doing.isEmpty()) {
                throw new RequestException(
                        "ResourceInUseException",
                        "Attempt to change a resource which is still in use: Table is being " + doing + ": "
                                + table.name());
            }
            return change.apply(table);
        });
        work.settle(id);
        return changed;
    }

    /// Changes what is only kept of a table in any status.
    Table record(ResourceId id, UnaryOperator<Table> change) {
        Table[] changed = new Table[1];
        catalog.apply(() -> {
            changed[0] = change.apply(lookup.require(id.region(), id.name()));
            return Changes.put(changed[0]);
        });
        return changed[0];
    }

    /// As [#record], for what the store has to know.
    Table recordAndSettle(ResourceId id, UnaryOperator<Table> change) {
        Table changed = record(id, change);
        work.settle(id);
        return changed;
    }

    /// How much there is, nothing while a table is made or goes.
    Map<String, Extent> extents(Table table) {
        if (!table.isUsable()) {
            return Map.of();
        }
        try {
            return store.extents(table.tableId());
        } catch (IllegalArgumentException e) {
            // It was dropped since the catalog was asked.
            return Map.of();
        }
    }

    /// Deletes what has expired, now.
    void sweep() {
        sweeper.sweep();
    }

    @Override
    public void close() {
        sweeper.close();
        work.close();
    }
}
