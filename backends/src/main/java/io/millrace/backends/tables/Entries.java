package io.millrace.backends.tables;

import io.millrace.core.store.TableLayout;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What an item has in an index.
final class Entries {
    /// Beyond it a number is no time.
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(Long.MAX_VALUE / 4);

    private Entries() {}

    /// @param content empty in the index by time of expiry
    record Entry(byte[] key, Item content) {}

    /// The entry of an item; empty when it has none.
    ///
    /// @param tableKey its row in the table
    static Optional<Entry> of(SideTree side, TableLayout layout, byte[] tableKey, Item item) {
        if (side.index().isEmpty()) {
            OptionalLong seconds = expiry(layout, item);
            return seconds.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Entry(RowKeys.ofExpiry(seconds.getAsLong(), tableKey), Item.EMPTY));
        }
        IndexSchema index = side.index().get();
        return RowKeys.ofIndex(index.keys(), layout.keys(), item)
                .map(key -> new Entry(key, projected(index, layout, item)));
    }

    /// When an item expires, in seconds since 1970; empty when it does not.
    static OptionalLong expiry(TableLayout layout, Item item) {
        return layout.expiry().flatMap(item::find).orElse(AttributeValue.Null.NULL)
                                instanceof AttributeValue.N(BigDecimal seconds)
                        && seconds.signum() >= 0
                        && seconds.compareTo(SECONDS_MAX) < 0
                ? OptionalLong.of(seconds.setScale(0, RoundingMode.DOWN).longValueExact())
                : OptionalLong.empty();
    }

    private static Item projected(IndexSchema index, TableLayout layout, Item item) {
        if (index.projection() == IndexSchema.Projection.ALL) {
            return item;
        }
        Set<String> names = new HashSet<>(index.nonKeyAttributes());
        index.keys().attributes().stream().map(KeyAttribute::name).forEach(names::add);
        layout.keys().attributes().stream().map(KeyAttribute::name).forEach(names::add);
        Map<String, AttributeValue> kept = new LinkedHashMap<>();
        item.attributes().forEach((name, value) -> {
            if (names.contains(name)) {
                kept.put(name, value);
            }
        });
        return new Item(kept);
    }
}
