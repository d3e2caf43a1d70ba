package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.Item;
import java.util.List;

/// Which parts of an item are returned: a `ProjectionExpression`, or `AttributesToGet`. Immutable.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html>
public record Projection(List<DocumentPath> paths) {
    public Projection {
        paths = List.copyOf(paths);
    }

    /// @throws RequestException ValidationException in AWS's words
    public static Projection parse(String expression, Placeholders placeholders) {
        return ProjectionParser.parse(expression, placeholders);
    }

    /// @param names as `AttributesToGet`
    /// @throws RequestException ValidationException when one is there twice
    public static Projection ofAttributes(List<String> names) {
        return ProjectionParser.ofAttributes(names);
    }

    /// Parts that need not be distinct, such as those that an update touched.
    public static Projection of(List<DocumentPath> paths) {
        return new Projection(paths);
    }

    /// What there is of them. Elements of a list move together.
    public Item of(Item item) {
        return ProjectionRun.of(paths, item);
    }
}
