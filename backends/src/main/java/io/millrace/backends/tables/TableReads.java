package io.millrace.backends.tables;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.store.TableStore.Extent;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Range;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemBytes;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.TableFaults;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// Reads rows from memory and from the file as one, as they are at one moment. Any thread.
final class TableReads {
    private final AtomicReference<State> state;
    private final ReadPool pool;

    TableReads(AtomicReference<State> state, ReadPool pool) {
        this.state = state;
        this.pool = pool;
    }

    /// Where a row is.
    private record Place(int tree, byte[] key) {}

    /// What is read in which order.
    private record Span(int tree, Stretch stretch, boolean forward) {}

    List<Optional<Item>> get(List<ItemKey> keys) {
        return retried(now -> {
            List<Place> places = new ArrayList<>(keys.size());
            for (ItemKey key : keys) {
                TableTrees table = now.table(key.table());
                places.add(
                        new Place(table.tree(), RowKeys.ofTable(table.layout().keys(), key.key())));
            }
            List<Optional<Item>> items = new ArrayList<>(keys.size());
            for (byte[] value : values(now, places)) {
                items.add(Optional.ofNullable(value).map(ItemBytes::read));
            }
            return items;
        });
    }

    /// How much a table holds, and each of its indexes.
    Map<String, Extent> extents(String id) {
        return retried(now -> {
            TableTrees table = now.table(id);
            Map<String, Integer> trees = new LinkedHashMap<>();
            trees.put("", table.tree());
            table.sides().forEach(side -> side.index().ifPresent(index -> trees.put(index.name(), side.tree())));
            List<byte[]> values = values(
                    now,
                    trees.values().stream()
                            .map(tree -> new Place(MetaRows.TREE, MetaRows.extent(tree)))
                            .toList());
            Map<String, Extent> extents = new LinkedHashMap<>();
            trees.keySet().forEach(name -> extents.put(name, MetaRows.readExtent(values.get(extents.size()))));
            return extents;
        });
    }

    void read(Range range, Predicate<Item> visitor) {
        Span span = retried(now -> span(now, range));
        rows(span, row -> visitor.test(ItemBytes.read(row.value())));
    }

    /// Gives rows until the visitor has enough.
    void rows(int tree, Stretch stretch, Predicate<Row> visitor) {
        rows(new Span(tree, stretch, true), visitor);
    }

    private void rows(Span span, Predicate<Row> visitor) {
        if (span.stretch.isEmpty()) {
            return;
        }
        retried(now -> {
            if (!now.inFile().contains(span.tree)) {
                visit(now, span, RowCursor.NONE, visitor);
                return true;
            }
            return pool.read(reader -> {
                try (FileReader.FileRows inFile = reader.rows(span.tree, span.stretch, span.forward)) {
                    // The file is at the moment of its first row from here on.
                    requireSame(now);
                    visit(now, span, inFile, visitor);
                    return true;
                }
            });
        });
    }

    private static void visit(State now, Span span, RowCursor inFile, Predicate<Row> visitor) {
        try {
            MergedRows merged = new MergedRows(
                    List.of(
                            now.active().cursor(span.tree, span.stretch, span.forward),
                            now.frozen().cursor(span.tree, span.stretch, span.forward),
                            inFile),
                    span.forward);
            Row row = merged.next();
            while (row != null && visitor.test(row)) {
                row = merged.next();
            }
        } catch (SQLException e) {
            // Not to be tried again: the visitor has seen rows.
            throw SqlFaults.of(e);
        }
    }

    private static Span span(State now, Range range) {
        TableTrees table = now.table(range.table());
        KeySchema tableKeys = table.layout().keys();
        Optional<SideTree> index = range.index().map(name -> table.index(name)
                .orElseThrow(() -> new IllegalArgumentException("There is no index " + name)));
        if (index.isPresent() && !index.get().isFilled()) {
            throw new UnavailableException("The index is being filled");
        }
        Stretch stretch = range.hash()
                .map(hash -> RowKeys.under(hash, range.condition()))
                .orElseGet(() -> RowKeys.of(range.segment()));
        Optional<byte[]> after = range.after().map(item -> index.flatMap(SideTree::index)
                .map(schema -> RowKeys.ofIndex(schema.keys(), tableKeys, item)
                        .orElseThrow(() -> new IllegalArgumentException("A key of the index is missing")))
                .orElseGet(() -> RowKeys.ofTable(tableKeys, item)));
        if (range.hash().isEmpty() && after.filter(key -> !stretch.holds(key)).isPresent()) {
            throw TableFaults.validation("The provided starting key is invalid: Invalid ExclusiveStartKey. Please use"
                    + " ExclusiveStartKey with correct Segment. TotalSegments: "
                    + range.segment().total() + " Segment: " + range.segment().number());
        }
        int tree = index.map(SideTree::tree).orElse(table.tree());
        return new Span(
                tree, after.map(key -> stretch.behind(key, range.forward())).orElse(stretch), range.forward());
    }

    /// Values of rows, all of one moment; null where there is none.
    private List<byte[]> values(State now, List<Place> places) throws SQLException {
        List<byte[]> values = new ArrayList<>(places.size());
        List<Integer> open = new ArrayList<>();
        for (Place place : places) {
            Row row = now.find(place.tree, place.key);
            if (row == null && now.inFile().contains(place.tree)) {
                open.add(values.size());
            }
            values.add(row == null ? null : row.value());
        }
        if (places.size() == 1 && !open.isEmpty()) {
            // One row is of one moment by itself.
            return pool.read(reader -> {
                values.set(0, reader.find(places.getFirst().tree, places.getFirst().key));
                return values;
            });
        }
        return open.isEmpty()
                ? values
                : pool.read(reader -> {
                    reader.begin();
                    for (int i : open) {
                        values.set(i, reader.find(places.get(i).tree, places.get(i).key));
                    }
                    reader.end();
                    requireSame(now);
                    return values;
                });
    }

    /// What is tried again when the file went past the state meanwhile, or lost a tree.
    @FunctionalInterface
    private interface Attempt<T> {
        T at(State now) throws SQLException;
    }

    private <T> T retried(Attempt<T> attempt) {
        while (true) {
            State now = state.get();
            try {
                return attempt.at(now);
            } catch (Outrun again) {
                // The next round asks for the state as it is then.
            } catch (SQLException e) {
                if (state.get().freezes() == now.freezes()) {
                    throw SqlFaults.of(e);
                }
            }
        }
    }

    private void requireSame(State now) throws Outrun {
        if (state.get().freezes() != now.freezes()) {
            throw new Outrun();
        }
    }

    /// The file may have rows that are newer than the state.
    private static final class Outrun extends SQLException {
        Outrun() {
            super("outrun");
        }
    }
}
