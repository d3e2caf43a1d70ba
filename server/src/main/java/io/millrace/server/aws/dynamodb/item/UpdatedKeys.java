package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.limit.Bound;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.table.expression.Action;
import io.millrace.core.table.expression.DocumentPath;
import io.millrace.core.table.expression.Source;
import io.millrace.core.table.expression.Update;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import io.millrace.core.table.item.TableFaults;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an update may not do to keys: those of the table stay as they are, those of indexes keep their types.
final class UpdatedKeys {
    private static final String UNSUPPORTED =
            "The update expression attempted to update the secondary index key to unsupported type";

    private UpdatedKeys() {}

    /// Refuses an update that names an attribute of the table's key, whatever it would make of it.
    static void refuse(Table table, List<DocumentPath> updated) {
        for (KeyAttribute attribute : table.keys().attributes()) {
            if (updated.stream().anyMatch(path -> path.attribute().equals(attribute.name()))) {
                throw TableFaults.parameter(
                        "Cannot update attribute " + attribute.name() + ". This attribute is part of the key");
            }
        }
    }

    /// Refuses an update that makes an attribute of an index's key a value of another type, as far as can be said
    /// without the item.
    static void refuseTypes(Table table, Update update) {
        Map<String, String> types = new HashMap<>();
        for (Action action : update.actions()) {
            if (!action.path().isNested()) {
                type(action).ifPresent(type -> types.put(action.path().attribute(), type));
            }
        }
        if (!types.isEmpty()) {
            KeyChecks.requireIndexTypes(table, types);
        }
    }

    private static Optional<String> type(Action action) {
        return switch (action) {
            case Action.Set(DocumentPath _, Source.Constant(AttributeValue value)) -> Optional.of(value.type());
            case Action.Set(DocumentPath _, Source.Plus _), Action.Set(DocumentPath _, Source.Minus _) ->
                Optional.of(KeyType.N.name());
            case Action.Add(DocumentPath _, AttributeValue value) -> Optional.of(value.type());
            case Action.Set _, Action.Remove _, Action.Delete _ -> Optional.empty();
        };
    }

    /// Refuses what an update made of attributes of index keys; what it did not touch is left alone.
    static void check(Table table, Item before, Item after) {
        for (IndexSchema index : table.indexes()) {
            checkOne(index.keys().hash(), before, after, TableLimit.DYNAMODB_HASH_KEY_BYTES);
            index.keys()
                    .range()
                    .ifPresent(range -> checkOne(range, before, after, TableLimit.DYNAMODB_RANGE_KEY_BYTES));
        }
    }

    private static void checkOne(KeyAttribute attribute, Item before, Item after, Bound bytesMax) {
        AttributeValue value = after.attributes().get(attribute.name());
        if (value == null || value.equals(before.attributes().get(attribute.name()))) {
            return;
        }
        if (!value.type().equals(attribute.type().name())) {
            throw TableFaults.validation(UNSUPPORTED);
        }
        if (KeyChecks.isEmpty(value)) {
            throw TableFaults.validation(
                    "One or more parameter values are not valid. The update expression attempted to"
                            + " update a secondary index key to a value that is not supported. The AttributeValue for a key"
                            + " attribute cannot contain an empty " + KeyChecks.word(value) + " value.");
        }
        if (ItemSize.of(value) > bytesMax.value()) {
            throw TableFaults.parameter(
                    "The update expression attempted to update the secondary index key beyond allowed size limits");
        }
    }
}
