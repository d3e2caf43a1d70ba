package io.millrace.backends.tables;

import io.millrace.core.store.TableStore.Extent;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemBytes;
import io.millrace.core.table.item.ItemSize;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the writer does before one forcing of the disk: asks one after the other, each seeing what those before it
/// did, none seen by readers yet. Only for the writer's thread.
final class Group {
    private final State base;
    private final FileReader file;
    private final List<Row> rows = new ArrayList<>();
    private final Map<Integer, Extent> growth = new HashMap<>();
    private Map<Integer, Extent> growthOfOne = new HashMap<>();
    private Overlay active;
    private Map<String, TableTrees> tables;
    private long bytes;

    Group(State base, FileReader file) {
        this.base = base;
        this.file = file;
        this.active = base.active();
        this.tables = base.tables();
    }

    <T> T attempt(Ask.Work<T> work) throws SQLException {
        Overlay activeBefore = active;
        Map<String, TableTrees> tablesBefore = tables;
        int rowsBefore = rows.size();
        boolean whole = false;
        growthOfOne = new HashMap<>();
        try {
            T result = work.in(this);
            whole = true;
            growthOfOne.forEach((tree, grown) -> growth.merge(tree, grown, Group::sum));
            return result;
        } finally {
            if (!whole) {
                active = activeBefore;
                tables = tablesBefore;
                rows.subList(rowsBefore, rows.size()).clear();
            }
        }
    }

    /// Adds what became of the extents; nothing may be asked afterwards.
    void finish() throws SQLException {
        for (Map.Entry<Integer, Extent> grown : growth.entrySet()) {
            byte[] key = MetaRows.extent(grown.getKey());
            // None once the tree was dropped.
            Extent extent = sum(MetaRows.readExtent(find(MetaRows.TREE, key)), grown.getValue());
            put(MetaRows.TREE, key, MetaRows.write(extent));
        }
    }

    List<Row> rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    /// The state with all this in it.
    State on(State now) {
        return now.written(active, tables);
    }

    /// @throws IllegalArgumentException when there is none
    TableTrees table(String id) {
        TableTrees table = tables.get(id);
        if (table == null) {
            throw new IllegalArgumentException("There is no table " + id);
        }
        return table;
    }

    Optional<TableTrees> findTable(String id) {
        return Optional.ofNullable(tables.get(id));
    }

    /// Keeps what a table is from now on.
    void putTable(TableTrees table) {
        Map<String, TableTrees> changed = new HashMap<>(tables);
        changed.put(table.layout().id(), table);
        tables = Map.copyOf(changed);
        put(MetaRows.TREE, MetaRows.table(table.layout().id()), table.toBytes());
    }

    void removeTable(String id) {
        Map<String, TableTrees> changed = new HashMap<>(tables);
        changed.remove(id);
        tables = Map.copyOf(changed);
        put(MetaRows.TREE, MetaRows.table(id), null);
    }

    /// A number that no tree had before.
    int newTree() throws SQLException {
        int tree = MetaRows.readTree(find(MetaRows.TREE, MetaRows.NEXT_TREE));
        put(MetaRows.TREE, MetaRows.NEXT_TREE, MetaRows.writeTree(tree + 1));
        return tree;
    }

    void dropTree(int tree) {
        growth.remove(tree);
        growthOfOne.remove(tree);
        put(MetaRows.TREE, MetaRows.extent(tree), null);
        put(MetaRows.TREE, MetaRows.dropped(tree), new byte[0]);
    }

    Optional<Item> item(int tree, byte[] key) throws SQLException {
        return Optional.ofNullable(find(tree, key)).map(ItemBytes::read);
    }

    /// Up to so many rows of a stretch, in order.
    List<Row> read(int tree, Stretch stretch, int rowsMax) throws SQLException {
        List<Row> read = new ArrayList<>();
        List<RowCursor> sources = new ArrayList<>();
        sources.add(active.cursor(tree, stretch, true));
        sources.add(base.frozen().cursor(tree, stretch, true));
        if (!base.inFile().contains(tree)) {
            gather(sources, rowsMax, read);
            return read;
        }
        try (FileReader.FileRows inFile = file.rows(tree, stretch, true)) {
            sources.add(inFile);
            gather(sources, rowsMax, read);
        }
        return read;
    }

    /// Sets an item of a table, and what it has in its indexes.
    void change(TableTrees table, byte[] key, Optional<Item> before, Optional<Item> after) {
        put(table.tree(), key, after.map(ItemBytes::write).orElse(null));
        grow(table.tree(), before, -1);
        grow(table.tree(), after, 1);
        for (SideTree side : table.sides()) {
            if (side.covers(key)) {
                Optional<Entries.Entry> old = before.flatMap(item -> Entries.of(side, table.layout(), key, item));
                Optional<Entries.Entry> now = after.flatMap(item -> Entries.of(side, table.layout(), key, item));
                changeEntry(side, old, now);
            }
        }
    }

    /// Adds what an item has in an index that is being filled.
    void fill(TableTrees table, SideTree side, Row item) {
        changeEntry(side, Optional.empty(), Entries.of(side, table.layout(), item.key(), ItemBytes.read(item.value())));
    }

    private void changeEntry(SideTree side, Optional<Entries.Entry> old, Optional<Entries.Entry> now) {
        boolean moved = old.isPresent()
                && (now.isEmpty() || !Arrays.equals(old.get().key(), now.get().key()));
        if (moved) {
            put(side.tree(), old.get().key(), null);
        }
        boolean same = !moved
                && old.isPresent()
                && old.get().content().equals(now.get().content());
        if (now.isPresent() && !same) {
            byte[] content = side.index().isEmpty()
                    ? new byte[0]
                    : ItemBytes.write(now.get().content());
            put(side.tree(), now.get().key(), content);
        }
        grow(side.tree(), old.map(Entries.Entry::content), -1);
        grow(side.tree(), now.map(Entries.Entry::content), 1);
    }

    private void grow(int tree, Optional<Item> item, int sign) {
        if (item.isPresent()) {
            growthOfOne.merge(tree, new Extent(sign, sign * ItemSize.of(item.get())), Group::sum);
        }
    }

    private static Extent sum(Extent a, Extent b) {
        return new Extent(a.items() + b.items(), a.bytes() + b.bytes());
    }

    /// @param value null to delete
    private void put(int tree, byte[] key, byte[] value) {
        Row row = new Row(tree, key, value);
        active = active.with(row);
        rows.add(row);
        bytes += key.length + (value == null ? 0 : value.length);
    }

    private byte[] find(int tree, byte[] key) throws SQLException {
        Row row = active.find(tree, key);
        if (row == null) {
            row = base.frozen().find(tree, key);
        }
        if (row != null) {
            return row.value();
        }
        return base.inFile().contains(tree) ? file.find(tree, key) : null;
    }

    private static void gather(List<RowCursor> sources, int rowsMax, List<Row> into) throws SQLException {
        MergedRows merged = new MergedRows(sources, true);
        for (Row row = merged.next(); row != null && into.size() < rowsMax; row = merged.next()) {
            into.add(row);
        }
    }
}
