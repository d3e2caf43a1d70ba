package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.limit.Bound;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.TableFaults;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Whether keys and items fit the keys of a table and of its indexes. All errors are ValidationExceptions in
/// DynamoDB's words.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
final class KeyChecks {
    static final String MISMATCH = "The provided key element does not match the schema";
    private static final String TOO_LARGE = "Item size has exceeded the maximum allowed size";

    private KeyChecks() {}

    /// A key as a request gives it: the attributes of the schema, no other.
    static void requireKey(KeySchema keys, Item key) {
        if (key.attributes().size() != keys.attributes().size()) {
            throw TableFaults.validation(MISMATCH);
        }
        requireTypes(keys, key);
        refuseEmpty(keys, key);
        refuseLong(keys, key);
    }

    private static void requireTypes(KeySchema keys, Item key) {
        for (KeyAttribute attribute : keys.attributes()) {
            if (!isOfType(attribute, key.find(attribute.name()))) {
                throw TableFaults.validation(MISMATCH);
            }
        }
    }

    private static boolean isOfType(KeyAttribute attribute, Optional<AttributeValue> value) {
        return value.filter(given -> given.type().equals(attribute.type().name()))
                .isPresent();
    }

    /// An item that is put: it has its key, and where it has attributes of an index's key they fit.
    static void requireItem(Table table, Item item) {
        refuseEmpty(table.keys(), item);
        refuseEmptyIndexKeys(table, item);
        for (KeyAttribute attribute : table.keys().attributes()) {
            AttributeValue value = item.find(attribute.name())
                    .orElseThrow(() -> TableFaults.parameter("Missing the key " + attribute.name() + " in the item"));
            if (!value.type().equals(attribute.type().name())) {
                throw TableFaults.parameter("Type mismatch for key " + attribute.name() + " expected: "
                        + attribute.type() + " actual: " + value.type());
            }
        }
        refuseLong(table.keys(), item);
        requireIndexKeys(table, item);
    }

    /// The attributes of index keys that an item has are of their types, not too long.
    private static void requireIndexKeys(Table table, Item item) {
        for (IndexSchema index : table.indexes()) {
            for (KeyAttribute attribute : index.keys().attributes()) {
                item.find(attribute.name()).ifPresent(value -> requireIndexKey(index, attribute, value.type()));
            }
            refuseLong(index.keys(), item);
        }
    }

    /// What attributes of an item will be.
    ///
    /// @param types by the attribute's name
    static void requireIndexTypes(Table table, Map<String, String> types) {
        for (IndexSchema index : table.indexes()) {
            for (KeyAttribute attribute : index.keys().attributes()) {
                Optional.ofNullable(types.get(attribute.name()))
                        .ifPresent(type -> requireIndexKey(index, attribute, type));
            }
        }
    }

    private static void requireIndexKey(IndexSchema index, KeyAttribute attribute, String type) {
        if (!type.equals(attribute.type().name())) {
            throw TableFaults.parameter("Type mismatch for Index Key " + attribute.name() + " Expected: "
                    + attribute.type() + " Actual: " + type + " IndexName: " + index.name());
        }
    }

    /// Of what is put, in no key of an index either.
    static void refuseEmptyIndexKeys(Table table, Item item) {
        for (IndexSchema index : table.indexes()) {
            for (KeyAttribute attribute : index.keys().attributes()) {
                item.find(attribute.name()).filter(KeyChecks::isEmpty).ifPresent(value -> {
                    throw TableFaults.validation("One or more parameter values are not valid. A value specified for a"
                            + " secondary index key is not supported. The AttributeValue for a key attribute cannot"
                            + " contain an empty " + word(value) + " value. IndexName: " + index.name() + ", IndexKey: "
                            + attribute.name());
                });
            }
        }
    }

    /// Keys that hold nothing, which is told before anything else about them.
    static void refuseEmpty(KeySchema keys, Item item) {
        for (KeyAttribute attribute : keys.attributes()) {
            item.find(attribute.name()).filter(KeyChecks::isEmpty).ifPresent(value -> {
                throw TableFaults.validation("One or more parameter values are not valid. The AttributeValue for a key"
                        + " attribute cannot contain an empty " + word(value) + " value. Key: " + attribute.name());
            });
        }
    }

    static boolean isEmpty(AttributeValue value) {
        return (value instanceof AttributeValue.S(String text) && text.isEmpty())
                || (value instanceof AttributeValue.B binary && binary.value().length() == 0);
    }

    static String word(AttributeValue value) {
        return value instanceof AttributeValue.S ? "string" : "binary";
    }

    private static void refuseLong(KeySchema keys, Item item) {
        if (isLonger(keys.hash(), item, TableLimit.DYNAMODB_HASH_KEY_BYTES)) {
            throw TableFaults.parameter("Size of hashkey has exceeded the maximum size limit of"
                    + TableLimit.DYNAMODB_HASH_KEY_BYTES.value() + " bytes");
        }
        if (keys.range()
                .filter(range -> isLonger(range, item, TableLimit.DYNAMODB_RANGE_KEY_BYTES))
                .isPresent()) {
            throw TableFaults.parameter("Aggregated size of all range keys has exceeded the size limit of "
                    + TableLimit.DYNAMODB_RANGE_KEY_BYTES.value() + " bytes");
        }
    }

    private static boolean isLonger(KeyAttribute attribute, Item item, Bound bytesMax) {
        return item.find(attribute.name())
                .filter(value -> ItemSize.of(value) > bytesMax.value())
                .isPresent();
    }

    /// The attributes of a key that an item has.
    static Item keyOf(KeySchema keys, Item item) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        for (KeyAttribute attribute : keys.attributes()) {
            item.find(attribute.name()).ifPresent(value -> key.put(attribute.name(), value));
        }
        return new Item(key);
    }

    static void refuseLarge(Violations violations, Item item) {
        if (isLarge(item)) {
            violations.later(TOO_LARGE);
        }
    }

    static void refuseLarge(Item item) {
        if (isLarge(item)) {
            throw TableFaults.validation(TOO_LARGE);
        }
    }

    private static boolean isLarge(Item item) {
        return ItemSize.of(item) > TableLimit.DYNAMODB_ITEM_BYTES.value();
    }
}
