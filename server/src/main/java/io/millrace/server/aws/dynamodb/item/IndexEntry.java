package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an index holds of an item.
final class IndexEntry {
    private IndexEntry() {}

    /// The entry of an item, or nothing when it has none.
    static Optional<Item> of(IndexSchema index, KeySchema tableKeys, Item item) {
        boolean has = index.keys().attributes().stream()
                .allMatch(attribute -> item.attributes().containsKey(attribute.name()));
        if (!has) {
            return Optional.empty();
        }
        if (index.projection() == IndexSchema.Projection.ALL) {
            return Optional.of(item);
        }
        Map<String, AttributeValue> entry = new LinkedHashMap<>();
        for (String name : attributes(index, tableKeys)) {
            item.find(name).ifPresent(value -> entry.put(name, value));
        }
        return Optional.of(new Item(entry));
    }

    /// Whether its entries hold this attribute of their items.
    static boolean holds(IndexSchema index, KeySchema tableKeys, String attribute) {
        return index.projection() == IndexSchema.Projection.ALL
                || attributes(index, tableKeys).contains(attribute);
    }

    private static Set<String> attributes(IndexSchema index, KeySchema tableKeys) {
        Stream<String> keys = Stream.concat(tableKeys.attributes().stream(), index.keys().attributes().stream())
                .map(KeyAttribute::name);
        return Stream.concat(keys, index.nonKeyAttributes().stream()).collect(Collectors.toSet());
    }
}
