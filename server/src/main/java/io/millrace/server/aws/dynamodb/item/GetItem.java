package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.server.aws.dynamodb.item.Consumption.Detail;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.List;
import java.util.Optional;

/// GetItem: an item, or the attributes of it that are asked for. Every read is strongly consistent here; the other kind
/// only costs half.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html>
final class GetItem {
    private final TableLookup tables;
    private final TableStore store;

    GetItem(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        String tableName = members.tableName();
        Detail capacity = WriteOptions.capacity(members);
        boolean consistent = members.flag("ConsistentRead", false);
        Expressions expressions =
                Expressions.read(members, List.of(Expressions.PROJECTION), List.of(Expressions.ATTRIBUTES_TO_GET));
        Item key = members.item("Key");
        expressions.tellFaults(members.violations());
        members.refuseUnknown();
        members.violations().check();
        Optional<Projection> projection = expressions.projection();
        expressions.finish();
        Table table = tables.usable(region, tableName);
        KeyChecks.requireKey(table.keys(), key);
        projection.ifPresent(asked -> KeyPaths.check(table, asked.paths()));
        Optional<Item> found =
                store.get(List.of(new ItemKey(table.tableId(), key))).getFirst();
        return AnswerJson.of(json -> {
            if (found.isPresent()) {
                Item item = found.get();
                AnswerJson.item(
                        json, "Item", projection.isPresent() ? projection.get().of(item) : item);
            }
            if (capacity != Detail.NONE) {
                Consumption consumption = new Consumption(tableName, table, Consumption.Kind.PLAIN);
                consumption.addTable(
                        Consumption.readUnits(found.map(ItemSize::of).orElse(0L), consistent));
                consumption.write(json, capacity);
            }
        });
    }
}
