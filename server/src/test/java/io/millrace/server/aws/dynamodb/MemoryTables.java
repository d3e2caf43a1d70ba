package io.millrace.server.aws.dynamodb;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// A store that knows layouts and holds a few items by hand: what the control plane needs. Nothing is read by ranges.
public final class MemoryTables implements TableStore {
    private final Map<String, TableLayout> layouts = new ConcurrentHashMap<>();
    private final Map<String, List<Item>> items = new ConcurrentHashMap<>();

    /// What `prepare` waits for.
    volatile CountDownLatch gate = new CountDownLatch(0);
    /// How often `prepare` is still to fail.
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public void prepare(TableLayout layout) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted");
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UnavailableException("no room");
        }
        layouts.put(layout.id(), layout);
        items.computeIfAbsent(layout.id(), id -> new ArrayList<>());
    }

    Optional<TableLayout> layout(String id) {
        return Optional.ofNullable(layouts.get(id));
    }

    void put(String table, Item item) {
        items.get(table).add(item);
    }

    int size(String table) {
        return items.get(table).size();
    }

    @Override
    public void drop(String table) {
        layouts.remove(table);
        items.remove(table);
    }

    @Override
    public Set<String> tables() {
        return Set.copyOf(layouts.keySet());
    }

    @Override
    public List<Optional<Item>> get(List<ItemKey> keys) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void read(Range range, Predicate<Item> visitor) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Written> write(List<Write> writes) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int expire(String table, Instant now, int itemsMax) {
        String attribute = layouts.get(table).expiry().orElseThrow();
        List<Item> gone = items.get(table).stream()
                .filter(item -> item.find(attribute).orElseThrow() instanceof AttributeValue.N(BigDecimal at)
                        && at.longValue() <= now.getEpochSecond())
                .limit(itemsMax)
                .toList();
        items.get(table).removeAll(gone);
        return gone.size();
    }

    @Override
    public Map<String, Extent> extents(String table) {
        if (!layouts.containsKey(table)) {
            throw new IllegalArgumentException(table);
        }
        Map<String, Extent> extents = new HashMap<>();
        extents.put("", new Extent(size(table), 10L * size(table)));
        return extents;
    }

    @Override
    public void close() {}
}
