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

    /// Of a scan of an index: whether it has the key of the index.
    static void checkIndex(ReadTarget target, Item key) {
        if (target.index().isPresent()) {
            checkHash(target, key);
            checkRange(target, key);
        }
    }

    /// Of a scan: whether it has the key of the table.
    static void checkTable(ReadTarget target, Item key) {
        try {
            KeyChecks.requireKey(
                    target.table().keys(),
                    target.index().isPresent() ? KeyChecks.keyOf(target.table().keys(), key) : key);
        } catch (RequestException fault) {
            throw TableFaults.validation(INVALID + ": " + fault.getMessage());
        }
    }

    /// Of a query: whether it can be a key of what is queried, which is told before it is known where the query goes.
    static void checkHash(ReadTarget target, Item key) {
        if (key.attributes().size() != target.keyNames().size()) {
            throw TableFaults.validation(INVALID);
        }
        check(target.keys().hash(), key);
    }

    private static void checkRange(ReadTarget target, Item key) {
        target.keys().range().ifPresent(range -> check(range, key));
        KeyChecks.requireKey(target.keys(), KeyChecks.keyOf(target.keys(), key));
    }

    private static void check(KeyAttribute attribute, Item key) {
        AttributeValue value = key.find(attribute.name()).orElseThrow(() -> TableFaults.validation(INVALID));
        if (!value.type().equals(attribute.type().name())) {
            throw TableFaults.validation(KeyChecks.MISMATCH);
        }
    }

    /// Of a query: whether it is a key of what is queried, and lies where the query goes.
    static void checkWithin(ReadTarget target, Item key, KeyQuery query) {
        checkRange(target, key);
        if (target.index().isPresent()) {
            checkTable(target, key);
        }
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
