package io.millrace.backends.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.store.TableFixtures;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Extent;
import io.millrace.core.store.TableStore.Segment;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.RangeCondition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The clicks of [TableFixtures] as a map in memory: what a store must hold.
final class ModelTables {
    private final Map<Item, Item> items = new HashMap<>();

    void put(Item click) {
        items.put(TableFixtures.keyOf(click), click);
    }

    void delete(Item key) {
        items.remove(key);
    }

    Optional<Item> get(Item key) {
        return Optional.ofNullable(items.get(key));
    }

    /// Compares all items, every index and the extents.
    void requireSame(TableStore store) {
        assertThat(scan(store, Optional.empty())).containsExactlyInAnyOrderElementsOf(items.values());
        Map<String, Extent> extents = store.extents(TableFixtures.CLICKS);
        assertThat(extents.get("")).isEqualTo(extent(new ArrayList<>(items.values())));
        for (String index : List.of("by-action", "by-score", "actions")) {
            List<Item> entries = entries(index);
            assertThat(scan(store, Optional.of(index))).as(index).containsExactlyInAnyOrderElementsOf(entries);
            assertThat(extents.get(index)).as(index).isEqualTo(extent(entries));
        }
    }

    /// What a query of a user's clicks between two times gives, in order.
    List<Item> clicks(String user, long from, long to, boolean forward) {
        Comparator<Item> order = Comparator.comparingLong(item -> number(item, "at"));
        return items.values().stream()
                .filter(item -> item.find("user").equals(Optional.of(TableFixtures.s(user))))
                .filter(item -> number(item, "at") >= from && number(item, "at") <= to)
                .sorted(forward ? order : order.reversed())
                .toList();
    }

    private List<Item> entries(String index) {
        Set<String> names =
                switch (index) {
                    case "by-action" -> Set.of("user", "at", "action", "score", "note");
                    case "actions" -> Set.of("user", "at", "action");
                    default -> Set.of("user", "at", "action", "score", "note", "more", "expires");
                };
        Set<String> needed = index.equals("by-action")
                ? Set.of("action", "score")
                : index.equals("actions") ? Set.of("action") : Set.of("score");
        return items.values().stream()
                .filter(item -> item.attributes().keySet().containsAll(needed))
                .map(item -> projected(item, names))
                .toList();
    }

    private static Item projected(Item item, Set<String> names) {
        Map<String, AttributeValue> kept = new HashMap<>(item.attributes());
        Set<String> others = new HashSet<>(kept.keySet());
        others.removeAll(names);
        others.forEach(kept::remove);
        return new Item(kept);
    }

    private static Extent extent(List<Item> items) {
        return new Extent(items.size(), items.stream().mapToLong(ItemSize::of).sum());
    }

    private static long number(Item item, String name) {
        return ((AttributeValue.N) item.find(name).orElseThrow()).value().longValueExact();
    }

    static List<Item> scan(TableStore store, Optional<String> index) {
        return read(store, TableFixtures.scan(index, Optional.empty(), Segment.WHOLE));
    }

    static List<Item> read(TableStore store, TableStore.Range range) {
        List<Item> read = new ArrayList<>();
        store.read(range, read::add);
        return read;
    }

    static List<Item> clicks(TableStore store, String user, RangeCondition condition, boolean forward) {
        return read(
                store,
                TableFixtures.query(Optional.empty(), TableFixtures.s(user), condition, forward, Optional.empty()));
    }
}
