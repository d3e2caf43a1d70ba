package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.Item;
import java.util.List;

/// What must hold of an item: a `ConditionExpression`, a `FilterExpression`, or a legacy form of one
/// ([LegacyConditions]). Immutable.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>
///
/// @param paths all that it looks at, in order, repeated as written
public record Condition(Test test, List<DocumentPath> paths) {
    /// Holds of every item.
    public static final Condition TRUE = new Condition(new Test.All(List.of()), List.of());

    public Condition {
        paths = List.copyOf(paths);
    }

    /// @param parameter the name in the request: `ConditionExpression` or `FilterExpression`
    /// @throws RequestException ValidationException in AWS's words
    public static Condition parse(String expression, String parameter, Placeholders placeholders) {
        return ConditionParser.parse(expression, parameter, placeholders);
    }

    /// @param item [Item#EMPTY] where there is none
    public boolean holds(Item item) {
        return TestEvaluation.holds(test, item);
    }
}
