package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.store.TableStore.Change;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.table.expression.Condition;
import io.millrace.core.table.expression.Update;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One action of TransactWriteItems. Read first, parsed when all of the request is in its bounds.
final class TransactedWrite {
    private static final String INVALID =
            "The action or operation requested is invalid. Verify that the action is typed correctly.";

    /// What an action does, named as in the API.
    enum Kind {
        ConditionCheck,
        Put,
        Delete,
        Update
    }

    private final Kind kind;
    private final String tableName;
    private final Item target;
    private final boolean itemOnFailure;
    private final Expressions expressions;
    private Condition condition = Condition.TRUE;
    private Update update = Update.NONE;

    private TransactedWrite(Kind kind, String tableName, Item target, boolean itemOnFailure, Expressions expressions) {
        this.kind = kind;
        this.tableName = tableName;
        this.target = target;
        this.itemOnFailure = itemOnFailure;
        this.expressions = expressions;
    }

    /// Nothing when it is no action; then that was noted.
    static Optional<TransactedWrite> read(Members action) {
        List<Kind> kinds =
                Stream.of(Kind.values()).filter(kind -> action.has(kind.name())).toList();
        List<TransactedWrite> read =
                kinds.stream().map(kind -> read(kind, action)).toList();
        if (kinds.size() > 1) {
            action.violations().later("TransactItems can only contain one of Check, Put, Update or Delete");
        }
        if (kinds.isEmpty()) {
            action.violations().later(INVALID);
        }
        action.refuseUnknown();
        return read.stream().findFirst();
    }

    private static TransactedWrite read(Kind kind, Members action) {
        Members members = action.structure(kind.name(), kind.name());
        List<String> expressions = kind == Kind.Update
                ? List.of(Expressions.UPDATE, Expressions.CONDITION)
                : List.of(Expressions.CONDITION);
        TransactedWrite write = new TransactedWrite(
                kind,
                members.tableName(),
                members.item(kind == Kind.Put ? "Item" : "Key"),
                WriteOptions.itemOnFailure(members),
                Expressions.read(members, expressions, List.of()));
        switch (kind) {
            case Update -> members.require(Expressions.UPDATE);
            case ConditionCheck -> members.require(Expressions.CONDITION);
            case Put, Delete -> {
                // Their expressions may be missing.
            }
        }
        members.refuseUnknown();
        return write;
    }

    void parse() {
        if (kind == Kind.Put) {
            KeyChecks.refuseLarge(target);
        }
        update = kind == Kind.Update ? expressions.update() : Update.NONE;
        condition = expressions.condition();
        expressions.finish();
    }

    String tableName() {
        return tableName;
    }

    boolean itemOnFailure() {
        return itemOnFailure;
    }

    /// The bytes of it that are known before the transaction runs.
    long bytes() {
        return ItemSize.of(target);
    }

    /// What is wrong with it for this table.
    Optional<RequestException> fault(Table table) {
        try {
            if (kind == Kind.Put) {
                KeyChecks.requireItem(table, target);
            } else {
                KeyChecks.requireKey(table.keys(), target);
            }
            UpdatedKeys.refuse(table, update.paths());
            UpdatedKeys.refuseTypes(table, update);
            KeyPaths.check(table, update.paths());
            KeyPaths.check(table, update.readPaths());
            KeyPaths.check(table, condition.paths());
            return Optional.empty();
        } catch (RequestException fault) {
            return Optional.of(fault);
        }
    }

    Write write(Table table) {
        Item key = KeyChecks.keyOf(table.keys(), target);
        return new Write(new ItemKey(table.tableId(), key), change(table, key));
    }

    private Change change(Table table, Item key) {
        return switch (kind) {
            case ConditionCheck -> Changes.check(condition);
            case Put -> Changes.put(condition, target);
            case Delete -> Changes.delete(condition);
            case Update -> Changes.update(condition, update, table, key);
        };
    }

    /// Keys that hold nothing are refused before the transaction runs.
    void refuseEmpty(Table table) {
        KeyChecks.refuseEmpty(table.keys(), target);
        if (kind == Kind.Put) {
            KeyChecks.refuseEmptyIndexKeys(table, target);
        }
    }
}
