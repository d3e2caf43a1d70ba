package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Bytes;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.RangeCondition;
import io.millrace.core.table.item.TableFaults;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a query asks of keys, before it is known what the keys are. Errors of the request come first, those of its
/// table
/// later, with [#on].
public final class KeyConditions {
    private static final int CONDITIONS_MAX = 2;

    private final Map<String, Constraint> byAttribute;

    private KeyConditions(Map<String, Constraint> byAttribute) {
        this.byAttribute = Collections.unmodifiableMap(byAttribute);
    }

    record Constraint(LegacyOperator operator, List<AttributeValue> operands) {}

    /// Reads a `KeyConditionExpression`.
    ///
    /// @throws RequestException ValidationException in AWS's words
    public static KeyConditions parse(String expression, Placeholders placeholders) {
        return begin(expression, placeholders).get();
    }

    /// Reads a `KeyConditionExpression` as any condition; whether it is one of keys is told when it is asked for, which
    /// DynamoDB does when it has read the other expressions.
    ///
    /// @throws RequestException ValidationException in AWS's words, also when it is asked for
    public static Supplier<KeyConditions> begin(String expression, Placeholders placeholders) {
        Condition condition = ConditionParser.parse(expression, KeyConstraints.PARAMETER, placeholders);
        return () -> of(KeyConstraints.of(condition.test()));
    }

    /// @param byAttribute in the order in which they were written
    static KeyConditions of(Map<String, Constraint> byAttribute) {
        byAttribute.values().forEach(constraint -> constraint.operator().check(constraint.operands()));
        if (byAttribute.isEmpty() || byAttribute.size() > CONDITIONS_MAX) {
            throw TableFaults.validation("Conditions can be of length 1 or 2 only");
        }
        return new KeyConditions(new LinkedHashMap<>(byAttribute));
    }

    /// What they ask of a table or an index with these keys.
    ///
    /// @throws RequestException ValidationException in AWS's words
    public KeyQuery on(KeySchema keys) {
        if (keys.range().isEmpty() && byAttribute.size() > 1) {
            throw TableFaults.validation("Query key condition not supported");
        }
        check(keys.hash(), true);
        Constraint hash = byAttribute.get(keys.hash().name());
        if (hash.operator() != LegacyOperator.EQ) {
            throw TableFaults.validation("Query key condition not supported");
        }
        keys.range().ifPresent(range -> check(range, byAttribute.size() > 1));
        RangeCondition range = keys.range()
                .map(key -> byAttribute.get(key.name()))
                .map(KeyConditions::range)
                .orElseGet(RangeCondition.Any::new);
        return new KeyQuery(hash.operands().getFirst(), range);
    }

    private void check(KeySchema.KeyAttribute key, boolean needed) {
        Constraint constraint = byAttribute.get(key.name());
        if (constraint == null) {
            if (needed) {
                throw TableFaults.validation("Query condition missed key schema element: " + key.name());
            }
            return;
        }
        switch (constraint.operator()) {
            case NULL, NOT_NULL, NE, CONTAINS, NOT_CONTAINS, IN ->
                throw TableFaults.validation("Attempted conditional constraint is not an indexable operation");
            case EQ, LE, LT, GE, GT, BEGINS_WITH, BETWEEN -> checkOperands(key, constraint.operands());
        }
    }

    private static void checkOperands(KeySchema.KeyAttribute key, List<AttributeValue> operands) {
        for (AttributeValue operand : operands) {
            if (!operand.type().equals(key.type().name())) {
                throw TableFaults.parameter("Condition parameter type does not match schema type");
            }
            boolean emptyText = operand instanceof AttributeValue.S(String text) && text.isEmpty();
            boolean emptyBytes = operand instanceof AttributeValue.B(Bytes bytes) && bytes.length() == 0;
            if (emptyText || emptyBytes) {
                throw TableFaults.validation("One or more parameter values are not valid. The AttributeValue for a key"
                        + " attribute cannot contain an empty " + (emptyText ? "string" : "binary") + " value. Key: "
                        + key.name());
            }
        }
    }

    private static RangeCondition range(Constraint constraint) {
        AttributeValue first = constraint.operands().getFirst();
        return switch (constraint.operator()) {
            case EQ -> new RangeCondition.Compare(RangeCondition.Operator.EQ, first);
            case LT -> new RangeCondition.Compare(RangeCondition.Operator.LT, first);
            case LE -> new RangeCondition.Compare(RangeCondition.Operator.LE, first);
            case GT -> new RangeCondition.Compare(RangeCondition.Operator.GT, first);
            case GE -> new RangeCondition.Compare(RangeCondition.Operator.GE, first);
            case BETWEEN ->
                new RangeCondition.Between(first, constraint.operands().getLast());
            case BEGINS_WITH -> new RangeCondition.BeginsWith(first);
            case NULL, NOT_NULL, NE, CONTAINS, NOT_CONTAINS, IN ->
                throw new IllegalStateException("no range: " + constraint.operator());
        };
    }
}
