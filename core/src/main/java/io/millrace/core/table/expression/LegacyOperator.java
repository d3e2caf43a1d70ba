package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.TableFaults;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The operators of legacy conditions: `ComparisonOperator`.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html>
enum LegacyOperator {
    EQ(1, Types.ALL),
    NE(1, Types.ALL),
    LE(1, Types.ORDERED),
    LT(1, Types.ORDERED),
    GE(1, Types.ORDERED),
    GT(1, Types.ORDERED),
    NOT_NULL(0, Types.ALL),
    NULL(0, Types.ALL),
    CONTAINS(1, Types.ELEMENTS),
    NOT_CONTAINS(1, Types.ELEMENTS),
    BEGINS_WITH(1, Types.PREFIXES),
    IN(-1, Types.ORDERED),
    BETWEEN(2, Types.ORDERED);

    private final int operands;
    private final Types types;

    /// @param operands how many there are; -1 for one or more
    LegacyOperator(int operands, Types types) {
        this.operands = operands;
        this.types = types;
    }

    static Optional<LegacyOperator> find(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.name().equals(name))
                .findFirst();
    }

    /// @throws RequestException ValidationException when it does not take these operands
    void check(List<AttributeValue> values) {
        if (operands < 0 ? values.isEmpty() : values.size() != operands) {
            throw TableFaults.parameter("Invalid number of argument(s) for the " + this + " ComparisonOperator");
        }
        if (values.stream().map(AttributeValue::type).distinct().count() > 1) {
            throw TableFaults.parameter("AttributeValues inside AttributeValueList must be of same type");
        }
        for (AttributeValue value : values) {
            if (!types.include(value)) {
                throw TableFaults.parameter(
                        "ComparisonOperator " + this + " is not valid for " + value.type() + " AttributeValue type");
            }
        }
        if (this == BETWEEN
                && Values.compare(values.getFirst(), values.getLast()).orElse(0) > 0) {
            throw TableFaults.validation("The BETWEEN condition was provided a range where the lower bound is greater"
                    + " than the upper bound");
        }
    }

    /// @param values checked
    Test test(DocumentPath path, List<AttributeValue> values) {
        Operand left = new Operand.Attribute(path);
        List<Operand> right =
                values.stream().<Operand>map(Operand.Constant::new).toList();
        return switch (this) {
            case EQ -> new Test.Compare(left, Test.Comparator.EQ, right.getFirst());
            case NE -> new Test.Compare(left, Test.Comparator.NE, right.getFirst());
            case LE -> new Test.Compare(left, Test.Comparator.LE, right.getFirst());
            case LT -> new Test.Compare(left, Test.Comparator.LT, right.getFirst());
            case GE -> new Test.Compare(left, Test.Comparator.GE, right.getFirst());
            case GT -> new Test.Compare(left, Test.Comparator.GT, right.getFirst());
            case NOT_NULL -> new Test.Exists(path);
            case NULL -> new Test.Absent(path);
            case CONTAINS -> new Test.Contains(left, right.getFirst());
            case NOT_CONTAINS -> new Test.Not(new Test.Contains(left, right.getFirst()));
            case BEGINS_WITH -> new Test.BeginsWith(left, right.getFirst());
            case IN -> new Test.In(left, right);
            case BETWEEN -> new Test.Between(left, right.getFirst(), right.getLast());
        };
    }

    /// Which types of operands an operator takes.
    private enum Types {
        ALL,
        ORDERED,
        ELEMENTS,
        PREFIXES;

        private boolean include(AttributeValue value) {
            return switch (this) {
                case ALL -> true;
                case ORDERED -> Values.isOrdered(value.type());
                case ELEMENTS ->
                    Values.isOrdered(value.type())
                            || value instanceof AttributeValue.Bool
                            || value instanceof AttributeValue.Null;
                case PREFIXES -> value instanceof AttributeValue.S || value instanceof AttributeValue.B;
            };
        }
    }
}
