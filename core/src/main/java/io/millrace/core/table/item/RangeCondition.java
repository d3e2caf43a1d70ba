package io.millrace.core.table.item;

/// What a query asks of the range key, with operands of the key's type.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html>
public sealed interface RangeCondition {
    /// Any range key, or none.
    record Any() implements RangeCondition {}

    record Compare(Operator operator, AttributeValue operand) implements RangeCondition {}

    /// Both ends belong to it.
    record Between(AttributeValue low, AttributeValue high) implements RangeCondition {}

    /// @param prefix `S` or `B`
    record BeginsWith(AttributeValue prefix) implements RangeCondition {}

    /// How a range key is compared.
    enum Operator {
        EQ,
        LT,
        LE,
        GT,
        GE
    }
}
