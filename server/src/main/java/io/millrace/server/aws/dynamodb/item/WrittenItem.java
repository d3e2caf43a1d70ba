package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An item that was written with others, and what the answer tells of all of them by table.
///
/// @param tableName as the request names it
record WrittenItem(String tableName, Table table, Item key) {
    static void writeCapacity(
            JsonGenerator json, Detail detail, Consumption.Kind kind, List<WrittenItem> items, List<Written> written)
            throws IOException {
        if (detail == Detail.NONE) {
            return;
        }
        Map<String, Consumption> byTable = new LinkedHashMap<>();
        for (int i = 0; i < items.size(); i++) {
            WrittenItem item = items.get(i);
            Written one = written.get(i);
            byTable.computeIfAbsent(item.tableName(), name -> new Consumption(name, item.table(), kind))
                    .addWrite(one.before(), ReturnedValues.after(one));
        }
        writeCapacity(json, detail, byTable);
    }

    static void writeCapacity(JsonGenerator json, Detail detail, Map<String, Consumption> byTable) throws IOException {
        if (detail == Detail.NONE) {
            return;
        }
        json.writeArrayFieldStart("ConsumedCapacity");
        for (Consumption consumption : byTable.values()) {
            consumption.writeValue(json, detail);
        }
        json.writeEndArray();
    }

    static void writeMetrics(JsonGenerator json, TableStore store, List<WrittenItem> items) throws IOException {
        Map<String, List<WrittenItem>> byTable = new LinkedHashMap<>();
        for (WrittenItem item : items) {
            if (CollectionSize.isTold(item.table())) {
                byTable.computeIfAbsent(item.tableName(), name -> new ArrayList<>())
                        .add(item);
            }
        }
        CollectionSize size = new CollectionSize(store);
        json.writeObjectFieldStart("ItemCollectionMetrics");
        for (Map.Entry<String, List<WrittenItem>> table : byTable.entrySet()) {
            json.writeArrayFieldStart(table.getKey());
            Set<AttributeValue> told = new HashSet<>();
            for (WrittenItem item : table.getValue()) {
                if (told.add(item.hash())) {
                    size.write(json, item.table(), item.key());
                }
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private AttributeValue hash() {
        return key.find(table.keys().hash().name()).orElseThrow();
    }
}
