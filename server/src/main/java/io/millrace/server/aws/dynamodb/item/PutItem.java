package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.item.Item;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.List;
import java.util.Optional;

/// PutItem: an item takes the place of the one with its key, if there is one.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html>
final class PutItem {
    private final TableLookup tables;
    private final TableStore store;

    PutItem(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        String tableName = members.tableName();
        WriteOptions options = WriteOptions.read(members);
        Expressions expressions =
                Expressions.read(members, List.of(Expressions.CONDITION), List.of(Expressions.EXPECTED));
        Item item = members.item("Item");
        options.refuseUpdated(members.violations());
        KeyChecks.refuseLarge(members.violations(), item);
        expressions.tellFaults(members.violations());
        members.refuseUnknown();
        members.violations().check();
        Condition condition = expressions.condition();
        expressions.finish();
        Table table = tables.usable(region, tableName);
        KeyChecks.requireItem(table, item);
        KeyPaths.check(table, condition.paths());
        Item key = KeyChecks.keyOf(table.keys(), item);
        return new ItemWrite(tableName, table, key, Changes.put(condition, item), options, Optional.empty()).run(store);
    }
}
