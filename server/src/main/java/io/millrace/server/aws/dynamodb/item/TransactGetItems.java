package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// TransactGetItems: up to 100 items of several tables, as they are at one moment.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html>
final class TransactGetItems {
    private final TableLookup tables;
    private final TableStore store;

    TransactGetItems(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        Detail capacity = WriteOptions.capacity(members);
        List<TransactedGet> gets = new ArrayList<>();
        for (JsonNode action : actions(members)) {
            Members inner = members.inner(
                    JsonShape.element(action, "TransactGetItem"), "TransactItems." + (gets.size() + 1) + ".member");
            gets.add(TransactedGet.read(inner));
        }
        members.refuseUnknown();
        members.violations().check();
        gets.forEach(TransactedGet::parse);
        List<Table> found =
                gets.stream().map(get -> tables.usable(region, get.tableName())).toList();
        List<ItemKey> keys = keys(gets, found);
        List<Optional<Item>> items = store.get(keys);
        refuseLarge(items);
        return answer(gets, found, items, capacity);
    }

    /// The actions of a transaction, of which there are not too many.
    static JsonNode actions(Members members) {
        Optional<JsonNode> actions = members.value("TransactItems").map(JsonShape::list);
        if (actions.isEmpty()) {
            members.violations().missing(members.at("TransactItems"));
        }
        actions.ifPresent(list -> members.length(
                "TransactItems", "'" + list + "'", list.size(), 1, TableLimit.DYNAMODB_TRANSACTION_ACTIONS.intValue()));
        return actions.orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    private static List<ItemKey> keys(List<TransactedGet> gets, List<Table> found) {
        List<ItemKey> keys = new ArrayList<>();
        List<Refusals.Reason> reasons = new ArrayList<>();
        for (int i = 0; i < gets.size(); i++) {
            Item key = gets.get(i).key();
            Table table = found.get(i);
            KeyChecks.refuseEmpty(table.keys(), key);
            Optional<RequestException> fault = gets.get(i).fault(table);
            reasons.add(new Refusals.Reason(fault, Optional.empty()));
            keys.add(new ItemKey(table.tableId(), key));
        }
        if (reasons.stream().anyMatch(reason -> reason.fault().isPresent())) {
            throw Refusals.cancelled(reasons);
        }
        if (new HashSet<>(keys).size() < keys.size()) {
            throw TableFaults.validation("Transaction request cannot include multiple operations on one item");
        }
        return keys;
    }

    private static void refuseLarge(List<Optional<Item>> items) {
        long bytes =
                items.stream().flatMap(Optional::stream).mapToLong(ItemSize::of).sum();
        if (bytes > TableLimit.DYNAMODB_TRANSACTION_BYTES.value()) {
            throw TableFaults.validation("The items of a transaction may have at most "
                    + TableLimit.DYNAMODB_TRANSACTION_BYTES.value() + " bytes together, these have " + bytes);
        }
    }

    private static byte[] answer(
            List<TransactedGet> gets, List<Table> found, List<Optional<Item>> items, Detail capacity) {
        Map<String, Consumption> byTable = new LinkedHashMap<>();
        return AnswerJson.of(json -> {
            json.writeArrayFieldStart("Responses");
            for (int i = 0; i < gets.size(); i++) {
                TransactedGet get = gets.get(i);
                Table table = found.get(i);
                Optional<Item> item = items.get(i);
                json.writeStartObject();
                if (item.isPresent()) {
                    AnswerJson.item(json, "Item", get.part(item.get()));
                }
                json.writeEndObject();
                byTable.computeIfAbsent(
                                get.tableName(), name -> new Consumption(name, table, Consumption.Kind.TRANSACTED_READ))
                        .addTable(Consumption.readUnits(item.map(ItemSize::of).orElse(0L), true));
            }
            json.writeEndArray();
            WrittenItem.writeCapacity(json, capacity, byTable);
        });
    }
}
