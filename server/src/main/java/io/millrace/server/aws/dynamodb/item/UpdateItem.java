package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.expression.Update;
import io.millrace.core.table.item.Item;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import java.util.List;
import java.util.Optional;

/// UpdateItem: some attributes of an item change; where there is no item, one is made of its key and what the update
/// gives it.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html>
final class UpdateItem {
    private final TableLookup tables;
    private final TableStore store;

    UpdateItem(TableLookup tables, TableStore store) {
        this.tables = tables;
        this.store = store;
    }

    byte[] handle(String region, byte[] body) {
        Members members = Members.of(body);
        String tableName = members.tableName();
        WriteOptions options = WriteOptions.read(members);
        Expressions expressions = Expressions.read(
                members,
                List.of(Expressions.UPDATE, Expressions.CONDITION),
                List.of(Expressions.ATTRIBUTE_UPDATES, Expressions.EXPECTED));
        Item key = members.item("Key");
        expressions.tellFaults(members.violations());
        members.refuseUnknown();
        members.violations().check();
        Update update = expressions.update();
        Condition condition = expressions.condition();
        expressions.finish();
        Table table = tables.usable(region, tableName);
        KeyChecks.requireKey(table.keys(), key);
        UpdatedKeys.refuse(table, update.paths());
        UpdatedKeys.refuseTypes(table, update);
        KeyPaths.check(table, update.paths());
        KeyPaths.check(table, update.readPaths());
        KeyPaths.check(table, condition.paths());
        return new ItemWrite(
                        tableName,
                        table,
                        key,
                        Changes.update(condition, update, table, key),
                        options,
                        Optional.of(Projection.of(update.paths())))
                .run(store);
    }
}
