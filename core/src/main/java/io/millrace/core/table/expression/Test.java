package io.millrace.core.table.expression;

import java.util.List;

/// A condition as a tree, whichever form it was written in; [TestEvaluation] says what each means.
public sealed interface Test {
    /// All of them; holds where there are none.
    record All(List<Test> parts) implements Test {}

    /// At least one of them.
    record Any(List<Test> parts) implements Test {}

    record Not(Test part) implements Test {}

    record Compare(Operand left, Comparator comparator, Operand right) implements Test {}

    /// Both ends belong to it.
    record Between(Operand operand, Operand low, Operand high) implements Test {}

    record In(Operand operand, List<Operand> candidates) implements Test {}

    record Exists(DocumentPath path) implements Test {}

    record Absent(DocumentPath path) implements Test {}

    /// @param type a name of a type, as in [io.millrace.core.table.item.AttributeValue#type]
    record HasType(DocumentPath path, String type) implements Test {}

    record BeginsWith(Operand operand, Operand prefix) implements Test {}

    record Contains(Operand operand, Operand part) implements Test {}

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
