package io.millrace.backends.tables;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.item.Item;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// Tables in one database file of SQLite's, with a file of rows before it (see `docs/decisions`).
///
/// A write is asked of the one [TableWriter], which makes a group of what waits, forces its rows to disk in a file of
/// [Redo], and keeps them in memory; the [Mover] puts them into the database later, many at once. [TableReads] reads
/// memory and database as one. The folder is opened at the first use, so that a server without tables pays nothing.
///
/// A visitor of [#read] holds one of [TableLimit#TABLE_READERS] connections and the database's snapshot: it should be
/// quick
/// and not call the store.
public final class SqliteTables implements TableStore {
    private final Path folder;
    private final InstantSource clock;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile OpenTables open;
    private boolean closed;

    /// @param folder made at the first table; nobody else's
    public SqliteTables(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public void prepare(TableLayout layout) {
        TableWriter writer = opened().writer();
        writer.ask(group -> Layouts.set(group, layout));
        while (!writer.ask(group -> Layouts.fill(group, layout.id()))) {
            // Between two stretches others have their turn.
            Thread.onSpinWait();
        }
    }

    @Override
    public void drop(String table) {
        existing().ifPresent(tables -> tables.writer().ask(group -> Layouts.drop(group, table)));
    }

    @Override
    public Set<String> tables() {
        return existing().map(tables -> tables.known().keySet()).orElse(Set.of());
    }

    @Override
    public List<Optional<Item>> get(List<ItemKey> keys) {
        return keys.isEmpty()
                ? List.of()
                : having(keys.getFirst().table()).reads().get(keys);
    }

    @Override
    public void read(Range range, Predicate<Item> visitor) {
        having(range.table()).reads().read(range, visitor);
    }

    @Override
    public List<Written> write(List<Write> writes) {
        return writes.isEmpty()
                ? List.of()
                : having(writes.getFirst().target().table()).writer().ask(group -> Writes.apply(group, writes));
    }

    @Override
    public int expire(String table, Instant now, int itemsMax) {
        OpenTables tables = having(table);
        Optional<SideTree> expiry = Optional.ofNullable(tables.known().get(table))
                .orElseThrow(() -> unknown(table))
                .expiry();
        if (expiry.isEmpty() || !expiry.get().isFilled()) {
            return 0;
        }
        long until = now.getEpochSecond();
        long from = now.minus(Duration.ofDays(TableLimit.TABLE_EXPIRY_AGE_DAYS.value()))
                .getEpochSecond();
        List<byte[]> due = new ArrayList<>();
        Stretch span = Stretch.of(RowKeys.ofExpiry(from, new byte[0]), RowKeys.ofExpiry(until + 1, new byte[0]));
        tables.reads().rows(expiry.get().tree(), span, row -> {
            due.add(RowKeys.tableKeyOfExpiry(row.key()));
            return due.size() < itemsMax;
        });
        int expired = 0;
        for (int i = 0; i < due.size(); i += TableLimit.TABLE_STRETCH_ITEMS.intValue()) {
            List<byte[]> some = due.subList(i, Math.min(due.size(), i + TableLimit.TABLE_STRETCH_ITEMS.intValue()));
            expired += tables.writer().ask(group -> expire(group, table, some, until));
        }
        return expired;
    }

    /// Deletes those that are still due.
    private static int expire(Group group, String id, List<byte[]> keys, long until) throws SQLException {
        TableTrees table = group.table(id);
        int expired = 0;
        for (byte[] key : keys) {
            Optional<Item> item = group.item(table.tree(), key);
            OptionalLong seconds = item.isEmpty() ? OptionalLong.empty() : Entries.expiry(table.layout(), item.get());
            if (seconds.isPresent() && seconds.getAsLong() <= until) {
                group.change(table, key, item, Optional.empty());
                expired++;
            }
        }
        return expired;
    }

    @Override
    public Map<String, Extent> extents(String table) {
        return having(table).reads().extents(table);
    }

    private static IllegalArgumentException unknown(String table) {
        return new IllegalArgumentException("There is no table " + table);
    }

    private OpenTables having(String table) {
        return existing().orElseThrow(() -> unknown(table));
    }

    /// What there is; without making anything.
    private Optional<OpenTables> existing() {
        OpenTables now = open;
        return now != null ? Optional.of(now) : OpenTables.isIn(folder) ? Optional.of(opened()) : Optional.empty();
    }

    private OpenTables opened() {
        OpenTables now = open;
        if (now != null) {
            return now;
        }
        opening.lock();
        try {
            if (closed) {
                throw new UnavailableException("The tables are closed");
            }
            if (open == null) {
                open = OpenTables.open(folder, clock);
            }
            return open;
        } finally {
            opening.unlock();
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            if (open != null) {
                open.close();
            }
        } finally {
            open = null;
            opening.unlock();
        }
    }
}
