package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.item.Item;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.List;
import java.util.Optional;

/// DeleteItem: an item goes, if there is one.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html>
final class DeleteItem {
    private final TableLookup tables;
    private final TableStore store;

    DeleteItem(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        String tableName = members.tableName();
        WriteOptions options = WriteOptions.read(members);
        Expressions expressions =
                Expressions.read(members, List.of(Expressions.CONDITION), List.of(Expressions.EXPECTED));
        Item key = members.item("Key");
        options.refuseUpdated(members.violations());
        expressions.tellFaults(members.violations());
        members.refuseUnknown();
        members.violations().check();
        Condition condition = expressions.condition();
        expressions.finish();
        Table table = tables.usable(region, tableName);
        KeyChecks.requireKey(table.keys(), key);
        KeyPaths.check(table, condition.paths());
        return new ItemWrite(tableName, table, key, Changes.delete(condition), options, Optional.empty()).run(store);
    }
}
