package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.table.expression.Projection;
import io.millrace.core.table.item.Item;
import java.util.List;
import java.util.Optional;

/// One Get of TransactGetItems. Read first, parsed when all of the request is in its bounds.
final class TransactedGet {
    private final String tableName;
    private final Item key;
    private final Expressions expressions;
    private Optional<Projection> projection = Optional.empty();

    private TransactedGet(String tableName, Item key, Expressions expressions) {
        this.tableName = tableName;
        this.key = key;
        this.expressions = expressions;
    }

    static TransactedGet read(Members action) {
        Members get = action.structure("Get", "Get");
        TransactedGet read = new TransactedGet(
                get.tableName(), get.item("Key"), Expressions.read(get, List.of(Expressions.PROJECTION), List.of()));
        get.refuseUnknown();
        action.refuseUnknown();
        return read;
    }

    void parse() {
        projection = expressions.projection();
        expressions.finish();
    }

    String tableName() {
        return tableName;
    }

    Item key() {
        return key;
    }

    Item part(Item item) {
        return projection.map(asked -> asked.of(item)).orElse(item);
    }

    /// What is wrong with it for this table.
    Optional<RequestException> fault(Table table) {
        try {
            KeyChecks.requireKey(table.keys(), key);
            projection.ifPresent(asked -> KeyPaths.check(table, asked.paths()));
            return Optional.empty();
        } catch (RequestException fault) {
            return Optional.of(fault);
        }
    }
}
