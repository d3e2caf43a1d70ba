package io.millrace.server.aws.dynamodb;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.Backoff;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.dynamodb.GlobalIndex;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.dynamodb.TableSchema;
import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the store's tables what the catalog says, on a virtual thread per table, and then says so in the catalog. What
/// a crash interrupts is taken up by [#settle] at the next start.
final class TableWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TableWork.class);

    private static final Changes NO_CHANGES = new Changes(List.of(), List.of());

    private final Catalog catalog;
    private final TableStore store;
    private final RandomGenerator random;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("table-", 0).factory());
    private final Map<ResourceId, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    /// @param random of the pauses before a store is asked again
    TableWork(Catalog catalog, TableStore store, RandomGenerator random) {
        this.catalog = catalog;
        this.store = store;
        this.random = random;
    }

    /// Begins to make a table what the catalog says, behind what is under way for it.
    void settle(ResourceId id) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before = underWay.put(id, mine);
        threads.execute(() -> {
            try {
                if (before != null) {
                    before.join();
                }
                untilDone(id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.error("Table {} in {} could not be made what it shall be", id.name(), id.region(), e);
            } finally {
                underWay.remove(id, mine);
                mine.complete(null);
            }
        });
    }

    /// Waits for what is under way for a table, up to [TableLimit#DYNAMODB_WAIT_MILLIS].
    void await(ResourceId id) {
        CompletableFuture<Void> last = underWay.get(id);
        if (last == null) {
            return;
        }
        try {
            last.get(TableLimit.DYNAMODB_WAIT_MILLIS.value(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("{} is still under way", id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The server stops");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void untilDone(ResourceId id) throws InterruptedException {
        Backoff backoff = new Backoff(random);
        boolean done = false;
        while (!done) {
            try {
                Optional<Table> table = catalog.find(Table.class, id);
                done = table.isEmpty() || work(table.get());
            } catch (UnavailableException e) {
                LOG.warn("Table {} in {} has to wait: {}", id.name(), id.region(), e.getMessage());
                Thread.sleep(backoff.failed());
            }
        }
    }

    /// @return false when the table has changed meanwhile
    private boolean work(Table table) {
        switch (table.status()) {
            case DELETING -> {
                store.drop(table.tableId());
                catalog.apply(() -> isPresent(table) ? Changes.remove(List.of(table.id())) : NO_CHANGES);
                return true;
            }
            case CREATING, UPDATING, ACTIVE -> {
                TableLayout layout = TableLayout.of(table);
                store.prepare(layout);
                boolean[] done = new boolean[1];
                catalog.apply(() -> {
                    Table present = catalog.find(Table.class, table.id()).orElse(table);
                    done[0] = isPresent(table) && TableLayout.of(present).equals(layout);
                    boolean tell = done[0] && !settled(present).equals(present);
                    return tell ? Changes.put(settled(present)) : NO_CHANGES;
                });
                return done[0] || !isPresent(table);
            }
        }
        throw new IllegalStateException();
    }

    private boolean isPresent(Table table) {
        return catalog.find(Table.class, table.id())
                .filter(present -> present.tableId().equals(table.tableId()))
                .isPresent();
    }

    /// What a table is once the store has its layout.
    private static Table settled(Table table) {
        if (table.status() == Table.Status.DELETING) {
            return table;
        }
        List<GlobalIndex> global = table.schema().global().stream()
                .filter(index -> index.status() != GlobalIndex.Status.DELETING)
                .map(index -> index.withStatus(GlobalIndex.Status.ACTIVE))
                .toList();
        TableSchema schema = table.schema().withGlobal(global);
        return table.withStatus(Table.Status.ACTIVE).withSchema(schema.withAttributes(used(schema)));
    }

    /// The attributes that are still in some key.
    private static SequencedMap<String, KeyType> used(TableSchema schema) {
        Set<String> names = Stream.concat(
                        Stream.of(schema.keys()),
                        Stream.concat(
                                        schema.local().stream(),
                                        schema.global().stream().map(GlobalIndex::schema))
                                .map(IndexSchema::keys))
                .flatMap(keys -> keys.attributes().stream())
                .map(KeyAttribute::name)
                .collect(Collectors.toSet());
        SequencedMap<String, KeyType> used = new LinkedHashMap<>(schema.attributes());
        used.keySet().retainAll(names);
        return used;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(TableLimit.DYNAMODB_STOP_SECONDS.value(), TimeUnit.SECONDS)) {
                LOG.warn("Tables are still being changed; the next start goes on with them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
