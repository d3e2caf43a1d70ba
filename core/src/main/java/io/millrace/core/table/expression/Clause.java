package io.millrace.core.table.expression;

import java.util.List;

/// A condition as a tree, whichever form it was written in; [ClauseEvaluation] says what each means.
public sealed interface Clause {
    /// All of them; holds where there are none.
    record All(List<Clause> parts) implements Clause {}

    /// At least one of them.
    record Any(List<Clause> parts) implements Clause {}

    record Not(Clause part) implements Clause {}

    record Compare(Operand left, Comparator comparator, Operand right) implements Clause {}

    /// Both ends belong to it.
    record Between(Operand operand, Operand low, Operand high) implements Clause {}

    record In(Operand operand, List<Operand> candidates) implements Clause {}

    record Exists(DocumentPath path) implements Clause {}

    record Absent(DocumentPath path) implements Clause {}

    /// @param type a name of a type, as in [io.millrace.core.table.item.AttributeValue#type]
    record HasType(DocumentPath path, String type) implements Clause {}

    record BeginsWith(Operand operand, Operand prefix) implements Clause {}

    record Contains(Operand operand, Operand part) implements Clause {}

    /// How two values are compared.
    enum Comparator {
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String sign;

        Comparator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        /// Which one says the same with the operands exchanged.
        Comparator mirrored() {
            return switch (this) {
                case EQ -> EQ;
                case NE -> NE;
                case LT -> GT;
                case LE -> GE;
                case GT -> LT;
                case GE -> LE;
            };
        }

        static Comparator of(String sign) {
            for (Comparator comparator : values()) {
                if (comparator.sign.equals(sign)) {
                    return comparator;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }
}
