package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.KeyBytes;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.RangeCondition;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A store that keeps everything in maps and does everything the plainest way.
final class MemoryTables implements TableStore {
    private final Map<String, TableLayout> layouts = new HashMap<>();
    private final Map<String, Map<Item, Item>> tables = new HashMap<>();

    @Override
    public synchronized void prepare(TableLayout layout) {
        layouts.put(layout.id(), layout);
        tables.putIfAbsent(layout.id(), new HashMap<>());
    }

    @Override
    public synchronized void drop(String table) {
        layouts.remove(table);
        tables.remove(table);
    }

    @Override
    public synchronized Set<String> tables() {
        return Set.copyOf(tables.keySet());
    }

    @Override
    public synchronized List<Optional<Item>> get(List<ItemKey> keys) {
        return keys.stream().map(this::get).toList();
    }

    private Optional<Item> get(ItemKey key) {
        return Optional.ofNullable(table(key.table()).get(key.key()));
    }

    private Map<Item, Item> table(String id) {
        if (!tables.containsKey(id)) {
            throw new IllegalArgumentException("There is no table " + id);
        }
        return tables.get(id);
    }

    @Override
    public synchronized void read(Range range, Predicate<Item> visitor) {
        TableLayout layout = layouts.get(range.table());
        Optional<IndexSchema> index = range.index().map(name -> layout.indexes().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow());
        KeySchema keys = index.map(IndexSchema::keys).orElse(layout.keys());
        List<KeyAttribute> order = new ArrayList<>(keys.attributes());
        order.addAll(layout.keys().attributes());
        Comparator<Item> forward = (a, b) -> compare(order, a, b);
        Comparator<Item> comparator = range.forward() ? forward : forward.reversed();
        Stream<Item> entries = table(range.table()).values().stream()
                .flatMap(item ->
                        index.map(one -> IndexEntry.of(one, layout.keys(), item)).orElse(Optional.of(item)).stream());
        List<Item> found = entries.filter(item -> isIn(range, keys, item))
                .filter(item -> range.after()
                        .map(after -> comparator.compare(item, after) > 0)
                        .orElse(true))
                .sorted(comparator)
                .toList();
        for (Item item : found) {
            if (!visitor.test(item)) {
                return;
            }
        }
    }

    private static boolean isIn(Range range, KeySchema keys, Item item) {
        AttributeValue hash = item.find(keys.hash().name()).orElseThrow();
        int segment = Math.floorMod(
                Arrays.hashCode(KeyBytes.of(hash)), range.segment().total());
        return range.hash().map(hash::equals).orElse(segment == range.segment().number())
                && keys.range()
                        .map(key ->
                                fits(range.condition(), item.find(key.name()).orElseThrow()))
                        .orElse(true);
    }

    private static boolean fits(RangeCondition condition, AttributeValue value) {
        return switch (condition) {
            case RangeCondition.Any ignored -> true;
            case RangeCondition.Compare(RangeCondition.Operator operator, AttributeValue operand) -> {
                int order = compare(value, operand);
                yield switch (operator) {
                    case EQ -> order == 0;
                    case LT -> order < 0;
                    case LE -> order <= 0;
                    case GT -> order > 0;
                    case GE -> order >= 0;
                };
            }
            case RangeCondition.Between(AttributeValue low, AttributeValue high) ->
                compare(value, low) >= 0 && compare(value, high) <= 0;
            case RangeCondition.BeginsWith(AttributeValue prefix) ->
                new String(KeyBytes.of(value), StandardCharsets.ISO_8859_1)
                        .startsWith(new String(KeyBytes.of(prefix), StandardCharsets.ISO_8859_1));
        };
    }

    private static int compare(List<KeyAttribute> order, Item a, Item b) {
        for (KeyAttribute attribute : order) {
            int compared = compare(
                    a.find(attribute.name()).orElseThrow(),
                    b.find(attribute.name()).orElseThrow());
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private static int compare(AttributeValue a, AttributeValue b) {
        return Arrays.compareUnsigned(KeyBytes.of(a), KeyBytes.of(b));
    }

    @Override
    public synchronized List<Written> write(List<Write> writes) {
        List<Written> written = writes.stream()
                .map(write -> {
                    Optional<Item> before = get(write.target());
                    return new Written(before, write.change().of(before));
                })
                .toList();
        if (written.stream().noneMatch(one -> one.verdict() instanceof Verdict.Refuse)) {
            for (int i = 0; i < writes.size(); i++) {
                apply(writes.get(i).target(), written.get(i).verdict());
            }
        }
        return written;
    }

    private void apply(ItemKey target, Verdict verdict) {
        switch (verdict) {
            case Verdict.Put(Item item) -> table(target.table()).put(target.key(), item);
            case Verdict.Delete ignored -> table(target.table()).remove(target.key());
            case Verdict.Keep ignored -> {}
            case Verdict.Refuse ignored -> {}
        }
    }

    @Override
    public synchronized int expire(String table, Instant now, int itemsMax) {
        String attribute = layouts.get(table).expiry().orElseThrow();
        Map<Item, Item> items = table(table);
        int before = items.size();
        items.values()
                .removeIf(item -> item.find(attribute).orElse(null) instanceof AttributeValue.N(BigDecimal seconds)
                        && seconds.longValue() <= now.getEpochSecond());
        return before - items.size();
    }

    @Override
    public synchronized Map<String, Extent> extents(String table) {
        Map<Item, Item> items = table(table);
        return Map.of(
                "",
                new Extent(
                        items.size(),
                        items.values().stream().mapToLong(ItemSize::of).sum()));
    }

    @Override
    public void close() {}
}
