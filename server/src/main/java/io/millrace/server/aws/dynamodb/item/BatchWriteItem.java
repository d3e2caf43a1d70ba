package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// BatchWriteItem: up to 25 puts and deletes in several tables. DynamoDB does them one by one and may leave some
/// undone;
/// here they are done together, and none is left.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
final class BatchWriteItem {
    private static final String REQUESTS = "java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>";
    private static final int REQUESTS_MAX = TableLimit.DYNAMODB_BATCH_WRITES.intValue();

    private final TableLookup tables;
    private final TableStore store;

    BatchWriteItem(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        Detail capacity = WriteOptions.capacity(members);
        boolean metrics = WriteOptions.metrics(members);
        Map<String, JsonNode> byTable = RequestItems.read(members, REQUESTS);
        members.refuseUnknown();
        List<BatchedWrite> requests = new ArrayList<>();
        byTable.forEach((table, value) -> requests.addAll(requests(members, table, JsonShape.list(value))));
        members.violations().check();
        if (requests.size() > REQUESTS_MAX) {
            throw TableFaults.validation("Too many items requested for the BatchWriteItem call");
        }
        requests.forEach(BatchedWrite::check);
        List<WrittenItem> targets = new ArrayList<>();
        List<Write> writes = new ArrayList<>();
        Set<TableStore.ItemKey> keys = new HashSet<>();
        for (BatchedWrite request : requests) {
            Table table = tables.usable(region, request.tableName());
            Write write = request.write(table);
            if (!keys.add(write.target())) {
                throw TableFaults.validation("Provided list of item keys contains duplicates");
            }
            targets.add(
                    new WrittenItem(request.tableName(), table, write.target().key()));
            writes.add(write);
        }
        List<Written> written = store.write(writes);
        return AnswerJson.of(json -> {
            json.writeObjectFieldStart("UnprocessedItems");
            json.writeEndObject();
            WrittenItem.writeCapacity(json, capacity, Consumption.Kind.PLAIN, targets, written);
            if (metrics) {
                WrittenItem.writeMetrics(json, store, targets);
            }
        });
    }

    private static List<BatchedWrite> requests(Members members, String table, JsonNode list) {
        if (list.isEmpty() || list.size() > REQUESTS_MAX) {
            members.violations()
                    .constraint(
                            "'" + members.value("RequestItems").orElseThrow() + "'",
                            members.at("RequestItems"),
                            "Map value must satisfy constraint: [Member must have length less than or equal to "
                                    + REQUESTS_MAX + ", Member must have length greater than or equal to 1]");
        }
        List<BatchedWrite> requests = new ArrayList<>();
        for (JsonNode each : list) {
            Members request = members.inner(
                    JsonShape.element(each, "WriteRequest"),
                    "RequestItems." + table + ".member." + (requests.size() + 1) + ".member");
            requests.add(BatchedWrite.read(request, table));
        }
        return requests;
    }
}
