package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Capacity units that a request consumed of one table and its indexes, as DynamoDB would charge them: 4 KB read
/// strongly or 8 KB eventually are one, 1 KB written is one, transactions take twice as much.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html>
final class Consumption {
    private static final double READ_BYTES = 4 << 10;
    private static final double WRITE_BYTES = 1 << 10;
    private static final double EVENTUALLY = 0.5;

    /// What a request wants to know, by its ReturnConsumedCapacity.
    enum Detail {
        INDEXES,
        TOTAL,
        NONE
    }

    /// Which units of a transaction.
    enum Kind {
        PLAIN,
        TRANSACTED_READ,
        TRANSACTED_WRITE
    }

    private final String tableName;
    private final Table table;
    private final Kind kind;
    private double tableUnits;
    private final Map<String, Double> indexUnits = new TreeMap<>();

    /// @param tableName as the request names it
    Consumption(String tableName, Table table, Kind kind) {
        this.tableName = tableName;
        this.table = table;
        this.kind = kind;
    }

    /// Units of reading so many bytes at once; nothing read costs as much as the first bytes.
    static double readUnits(long bytes, boolean consistent) {
        return Math.max(1, Math.ceil(bytes / READ_BYTES)) * (consistent ? 1 : EVENTUALLY);
    }

    private static double writeUnits(long bytes) {
        return Math.max(1, Math.ceil(bytes / WRITE_BYTES));
    }

    void addTable(double units) {
        tableUnits += units * factor();
    }

    void addIndex(String index, double units) {
        if (units > 0) {
            indexUnits.merge(index, units * factor(), Double::sum);
        }
    }

    private int factor() {
        return kind == Kind.PLAIN ? 1 : 2;
    }

    /// Counts a write: the larger of both items for the table; for an index what becomes of the entry.
    void addWrite(Optional<Item> before, Optional<Item> after) {
        addTable(writeUnits(Math.max(size(before), size(after))));
        for (IndexSchema index : table.indexes()) {
            Optional<Item> old = before.flatMap(item -> IndexEntry.of(index, table.keys(), item));
            Optional<Item> young = after.flatMap(item -> IndexEntry.of(index, table.keys(), item));
            addIndex(index.name(), entryUnits(index, old, young));
        }
    }

    private static double entryUnits(IndexSchema index, Optional<Item> old, Optional<Item> young) {
        if (old.equals(young)) {
            return 0;
        }
        boolean stays = old.isPresent()
                && young.isPresent()
                && KeyChecks.keyOf(index.keys(), old.get()).equals(KeyChecks.keyOf(index.keys(), young.get()));
        if (stays) {
            return writeUnits(Math.max(size(old), size(young)));
        }
        return (old.isPresent() ? writeUnits(size(old)) : 0) + (young.isPresent() ? writeUnits(size(young)) : 0);
    }

    private static long size(Optional<Item> item) {
        return item.map(ItemSize::of).orElse(0L);
    }

    /// Writes it as a member, or nothing when it was not asked for.
    void write(JsonGenerator json, Detail detail) throws IOException {
        if (detail != Detail.NONE) {
            json.writeFieldName("ConsumedCapacity");
            writeValue(json, detail);
        }
    }

    void writeValue(JsonGenerator json, Detail detail) throws IOException {
        double total = tableUnits
                + indexUnits.values().stream().mapToDouble(Double::doubleValue).sum();
        json.writeStartObject();
        json.writeStringField("TableName", tableName);
        units(json, total);
        if (detail == Detail.INDEXES) {
            json.writeObjectFieldStart("Table");
            units(json, tableUnits);
            json.writeEndObject();
            indexes(json, "LocalSecondaryIndexes", true);
            indexes(json, "GlobalSecondaryIndexes", false);
        }
        json.writeEndObject();
    }

    private void indexes(JsonGenerator json, String name, boolean local) throws IOException {
        boolean opened = false;
        for (Map.Entry<String, Double> index : indexUnits.entrySet()) {
            if (table.findGlobal(index.getKey()).isPresent() == local) {
                continue;
            }
            if (!opened) {
                json.writeObjectFieldStart(name);
                opened = true;
            }
            json.writeObjectFieldStart(index.getKey());
            units(json, index.getValue());
            json.writeEndObject();
        }
        if (opened) {
            json.writeEndObject();
        }
    }

    private void units(JsonGenerator json, double units) throws IOException {
        json.writeNumberField("CapacityUnits", units);
        switch (kind) {
            case PLAIN -> {
                // Whether they were read or written goes without saying.
            }
            case TRANSACTED_READ -> json.writeNumberField("ReadCapacityUnits", units);
            case TRANSACTED_WRITE -> json.writeNumberField("WriteCapacityUnits", units);
        }
    }
}
