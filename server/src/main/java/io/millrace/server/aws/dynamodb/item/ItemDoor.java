package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.store.TableStore;
import io.millrace.server.aws.dynamodb.request.TableLookup;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.JsonService.BytesHandler;
import io.millrace.server.aws.protocol.JsonService.Operation;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// DynamoDB's data plane: which class answers which operation.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html>
public final class ItemDoor {
    /// Tables in the store that are nobody's: whoever drops tables that the catalog does not know leaves them alone.
    public static final Set<String> OWN_TABLES = Set.of(TransactionTokens.TABLE);

    private ItemDoor() {}

    /// The operations by name.
    public static Map<String, Operation> operations(Catalog catalog, TableStore store, InstantSource clock) {
        TableLookup tables = new TableLookup(catalog);
        TransactionTokens tokens = new TransactionTokens(store, clock);
        Map<String, Operation> operations = new HashMap<>();
        operations.put("GetItem", bytes(new GetItem(tables, store)::handle));
        operations.put("PutItem", bytes(new PutItem(tables, store)::handle));
        operations.put("UpdateItem", bytes(new UpdateItem(tables, store)::handle));
        operations.put("DeleteItem", bytes(new DeleteItem(tables, store)::handle));
        operations.put("Query", bytes(new Query(tables, store)::handle));
        operations.put("Scan", bytes(new Scan(tables, store)::handle));
        operations.put("BatchGetItem", bytes(new BatchGetItem(tables, store)::handle));
        operations.put("BatchWriteItem", bytes(new BatchWriteItem(tables, store)::handle));
        operations.put("TransactGetItems", bytes(new TransactGetItems(tables, store)::handle));
        operations.put("TransactWriteItems", bytes(new TransactWriteItems(tables, store, tokens)::handle));
        return operations;
    }

    /// A table may go while it is looked up. Then the store does not know it any more; asked again, nor does the
    /// catalog.
    private static Operation bytes(BytesHandler handler) {
        return JsonService.bytes((region, body) -> {
            try {
                return handler.handle(region, body);
            } catch (IllegalArgumentException gone) {
                return handler.handle(region, body);
            }
        });
    }
}
