package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.JsonShape;
import java.util.Optional;

/// A put or a delete of a BatchWriteItem.
///
/// @param item of a put, or the key of a delete
record BatchedWrite(String tableName, boolean put, Item item) {
    static BatchedWrite read(Members request, String tableName) {
        Optional<JsonNode> put = request.value("PutRequest");
        Optional<JsonNode> delete = request.value("DeleteRequest");
        request.refuseUnknown();
        if (put.isPresent() == delete.isPresent()) {
            request.violations()
                    .later("Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
                            + " supported datatypes");
        }
        BatchedWrite write = new BatchedWrite(tableName, false, Item.EMPTY);
        if (put.isPresent()) {
            Members members = request.inner(JsonShape.field(put.get(), "PutRequest"), "PutRequest");
            write = new BatchedWrite(tableName, true, members.item("Item"));
            members.refuseUnknown();
        }
        if (delete.isPresent()) {
            Members members = request.inner(JsonShape.field(delete.get(), "DeleteRequest"), "DeleteRequest");
            write = new BatchedWrite(tableName, false, members.item("Key"));
            members.refuseUnknown();
        }
        return write;
    }

    /// What can be said without the table.
    void check() {
        if (put) {
            KeyChecks.refuseLarge(item);
        }
    }

    Write write(Table table) {
        if (!put) {
            KeyChecks.requireKey(table.keys(), item);
            return new Write(new ItemKey(table.tableId(), item), Changes.delete(Condition.TRUE));
        }
        // A batch tells less of what is wrong with a key than a put.
        KeyChecks.requireKey(table.keys(), KeyChecks.keyOf(table.keys(), item));
        KeyChecks.requireItem(table, item);
        Item key = KeyChecks.keyOf(table.keys(), item);
        return new Write(new ItemKey(table.tableId(), key), Changes.put(Condition.TRUE, item));
    }
}
