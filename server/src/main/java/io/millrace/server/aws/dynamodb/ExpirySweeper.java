package io.millrace.server.aws.dynamodb;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes items whose time to live is over, a bounded number at once, on one thread for all tables.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html>
final class ExpirySweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);

    private final Catalog catalog;
    private final TableStore store;
    private final InstantSource clock;
    private final Thread thread;

    ExpirySweeper(Catalog catalog, TableStore store, InstantSource clock) {
        this.catalog = catalog;
        this.store = store;
        this.clock = clock;
        thread = Thread.ofPlatform().daemon().name("table-expiry").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(TableLimit.DYNAMODB_EXPIRY_MILLIS.value());
                sweep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Deletes all that has expired by now.
    void sweep() {
        for (Table table : catalog.list(Table.class)) {
            if (table.isUsable() && table.settings().expiry().isPresent()) {
                sweep(table);
            }
        }
    }

    private void sweep(Table table) {
        int itemsMax = TableLimit.DYNAMODB_EXPIRY_ITEMS.intValue();
        try {
            int gone = itemsMax;
            while (gone == itemsMax && !Thread.currentThread().isInterrupted()) {
                gone = store.expire(table.tableId(), clock.instant(), itemsMax);
            }
        } catch (UnavailableException e) {
            LOG.debug("Expired items of {} have to wait: {}", table.name(), e.getMessage());
        } catch (RuntimeException e) {
            // A table that was dropped meanwhile is no fault.
            if (catalog.find(Table.class, table.id()).filter(Table::isUsable).isPresent()) {
                LOG.error("Expired items of {} could not be deleted", table.name(), e);
            }
        }
    }

    /// Returns when the thread has ended.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(TableLimit.DYNAMODB_STOP_SECONDS.value() * 1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
