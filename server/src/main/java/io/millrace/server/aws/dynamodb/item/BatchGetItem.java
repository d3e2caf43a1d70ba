package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.TableFaults;
import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// BatchGetItem: up to 100 items of several tables, up to 16 MB; the keys of what is beyond are given back.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
final class BatchGetItem {
    private static final int KEYS_AT_ONCE = 25;

    private final TableLookup tables;
    private final TableStore store;

    BatchGetItem(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        Detail capacity = WriteOptions.capacity(members);
        Map<String, JsonNode> byTable =
                RequestItems.read(members, "com.amazonaws.dynamodb.v20120810.KeysAndAttributes");
        members.refuseUnknown();
        List<KeysOfTable> requests = new ArrayList<>();
        byTable.forEach((name, value) -> requests.add(KeysOfTable.read(members, name, value)));
        members.violations().check();
        int keys = 0;
        for (KeysOfTable request : requests) {
            request.parse();
            keys += request.keys().size();
        }
        if (keys > TableLimit.DYNAMODB_BATCH_KEYS.value()) {
            throw TableFaults.validation("Too many items requested for the BatchGetItem call");
        }
        Map<KeysOfTable, Table> targets = new LinkedHashMap<>();
        for (KeysOfTable request : requests) {
            Table table = tables.usable(region, request.tableName());
            request.keys().forEach(key -> KeyChecks.requireKey(table.keys(), key));
            request.projection().ifPresent(asked -> KeyPaths.check(table, asked.paths()));
            targets.put(request, table);
        }
        return answer(targets, capacity);
    }

    private byte[] answer(Map<KeysOfTable, Table> targets, Detail capacity) {
        Map<KeysOfTable, List<Item>> unprocessed = new LinkedHashMap<>();
        List<Consumption> consumed = new ArrayList<>();
        return AnswerJson.of(json -> {
            long[] bytesLeft = {TableLimit.DYNAMODB_BATCH_GET_BYTES.value()};
            json.writeObjectFieldStart("Responses");
            for (Map.Entry<KeysOfTable, Table> target : targets.entrySet()) {
                KeysOfTable request = target.getKey();
                Consumption consumption =
                        new Consumption(request.tableName(), target.getValue(), Consumption.Kind.PLAIN);
                consumed.add(consumption);
                json.writeArrayFieldStart(request.tableName());
                List<Item> left = items(json, request, target.getValue(), bytesLeft, consumption);
                json.writeEndArray();
                if (!left.isEmpty()) {
                    unprocessed.put(request, left);
                }
            }
            json.writeEndObject();
            json.writeObjectFieldStart("UnprocessedKeys");
            for (Map.Entry<KeysOfTable, List<Item>> left : unprocessed.entrySet()) {
                left.getKey().writeUnprocessed(json, left.getValue());
            }
            json.writeEndObject();
            if (capacity != Detail.NONE) {
                json.writeArrayFieldStart("ConsumedCapacity");
                for (Consumption consumption : consumed) {
                    consumption.writeValue(json, capacity);
                }
                json.writeEndArray();
            }
        });
    }

    /// Writes the items of one table, a few at a time so that no more than a few are in memory.
    ///
    /// @return the keys that were not looked at, because the answer was full
    private List<Item> items(
            JsonGenerator json, KeysOfTable request, Table table, long[] bytesLeft, Consumption consumption)
            throws IOException {
        List<Item> keys = request.keys();
        for (int from = 0; from < keys.size(); from += KEYS_AT_ONCE) {
            List<Item> some = keys.subList(from, Math.min(keys.size(), from + KEYS_AT_ONCE));
            List<Optional<Item>> found = store.get(
                    some.stream().map(key -> new ItemKey(table.tableId(), key)).toList());
            for (int i = 0; i < found.size(); i++) {
                long bytes = found.get(i).map(ItemSize::of).orElse(0L);
                if (bytes > bytesLeft[0]) {
                    bytesLeft[0] = 0;
                    return keys.subList(from + i, keys.size());
                }
                bytesLeft[0] -= bytes;
                consumption.addTable(Consumption.readUnits(bytes, request.consistent()));
                request.writeItem(json, found.get(i));
            }
        }
        return List.of();
    }
}
