package io.millrace.core.table.item;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A value of an attribute of an item, by the letters that DynamoDB's API has for its types. Immutable; equal when
/// DynamoDB's `=` says so: numbers by value, sets whatever their order.
///
/// Values are checked where they come in (`ItemJson`): numbers of at most 38 digits, sets without repetition and not
/// empty, nesting of at most 32 levels.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>
public sealed interface AttributeValue {
    record S(String value) implements AttributeValue {}

    /// @param value without trailing zeros, so that equal numbers are equal
    record N(BigDecimal value) implements AttributeValue {
        public N {
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }
    }

    record B(Bytes value) implements AttributeValue {}

    record Bool(boolean value) implements AttributeValue {}

    record Null() implements AttributeValue {
        public static final Null NULL = new Null();
    }

    record L(List<AttributeValue> values) implements AttributeValue {}

    record M(Map<String, AttributeValue> members) implements AttributeValue {}

    record SS(Set<String> values) implements AttributeValue {}

    /// @param values each without trailing zeros, as in [N]
    record NS(Set<BigDecimal> values) implements AttributeValue {}

    record BS(Set<Bytes> values) implements AttributeValue {}

    /// The name of the type as in the API: `S`, `BOOL`.
    default String type() {
        return switch (this) {
            case S ignored -> "S";
            case N ignored -> "N";
            case B ignored -> "B";
            case Bool ignored -> "BOOL";
            case Null ignored -> "NULL";
            case L ignored -> "L";
            case M ignored -> "M";
            case SS ignored -> "SS";
            case NS ignored -> "NS";
            case BS ignored -> "BS";
        };
    }
}
