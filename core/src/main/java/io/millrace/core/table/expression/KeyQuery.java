package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.RangeCondition;

/// Which items a query asks for: those with one hash key, and range keys that fit.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html>
///
/// @param hash of the key's type
/// @param range [RangeCondition.Any] where nothing is asked
public record KeyQuery(AttributeValue hash, RangeCondition range) {
    /// Reads a `KeyConditionExpression` for a table or an index with these keys. Where the schema is not known yet, or
    /// the conditions are legacy, see [KeyConditions].
    ///
    /// @throws RequestException ValidationException in AWS's words
    public static KeyQuery parse(String expression, Placeholders placeholders, KeySchema keys) {
        return KeyConditions.parse(expression, placeholders).on(keys);
    }
}
