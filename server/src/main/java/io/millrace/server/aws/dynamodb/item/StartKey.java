package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.expression.KeyQuery;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeyBytes;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.RangeCondition;
import io.millrace.core.table.item.TableFaults;
import java.util.Arrays;

/// Checks ExclusiveStartKey: it has the keys of the table and of the index that is read, and lies where the read goes.
final class StartKey {
    private static final String INVALID = "The provided starting key is invalid";

    private StartKey() {}

    /// Of a scan.
    static void check(ReadTarget target, Item key) {
        if (key.attributes().size() != target.keyNames().size()
                || !key.attributes().keySet().containsAll(target.keyNames())) {
            throw TableFaults.validation(
                    target.index().isPresent()
                            ? INVALID
                            : INVALID + ": The provided key element does not match the schema");
        }
        checkKeys(target, key);
    }

    /// Of a query.
    static void check(ReadTarget target, Item key, KeyQuery query) {
        if (key.attributes().size() != target.keyNames().size()
                || !key.attributes().keySet().containsAll(target.keyNames())) {
            throw TableFaults.validation(INVALID);
        }
        checkKeys(target, key);
        boolean sameHash =
                query.hash().equals(key.attributes().get(target.keys().hash().name()));
        if (query.range() instanceof RangeCondition.Any) {
            if (!sameHash) {
                throw TableFaults.validation(
                        "The provided starting key is outside query boundaries based on provided conditions");
            }
            return;
        }
        KeyAttribute range = target.keys().range().orElseThrow();
        if (!fits(query.range(), key.attributes().get(range.name()))) {
            throw TableFaults.validation("The provided starting key does not match the range key predicate");
        }
        if (!sameHash) {
            throw TableFaults.validation("The query can return at most one row and cannot be restarted");
        }
    }

    private static void checkKeys(ReadTarget target, Item key) {
        if (target.index().isPresent()) {
            KeyChecks.requireKey(target.keys(), KeyChecks.keyOf(target.keys(), key));
        }
        try {
            KeyChecks.requireKey(
                    target.table().keys(), KeyChecks.keyOf(target.table().keys(), key));
        } catch (RequestException fault) {
            throw TableFaults.validation(INVALID + ": " + fault.getMessage());
        }
    }

    private static boolean fits(RangeCondition condition, AttributeValue value) {
        return switch (condition) {
            case RangeCondition.Any ignored -> true;
            case RangeCondition.Compare(RangeCondition.Operator operator, AttributeValue operand) -> {
                int order = compare(value, operand);
                yield switch (operator) {
                    case EQ -> order == 0;
                    case LT -> order < 0;
                    case LE -> order <= 0;
                    case GT -> order > 0;
                    case GE -> order >= 0;
                };
            }
            case RangeCondition.Between(AttributeValue low, AttributeValue high) ->
                compare(value, low) >= 0 && compare(value, high) <= 0;
            case RangeCondition.BeginsWith(AttributeValue prefix) -> {
                byte[] start = KeyBytes.of(prefix);
                byte[] bytes = KeyBytes.of(value);
                yield bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
            }
        };
    }

    private static int compare(AttributeValue left, AttributeValue right) {
        return Arrays.compareUnsigned(KeyBytes.of(left), KeyBytes.of(right));
    }
}
