package io.millrace.core.table.expression;

import java.util.List;
import java.util.stream.Stream;

/// An expression as it was written, before its names and values are looked at.
sealed interface Syntax {
    /// A document path.
    record Path(List<Part> parts) implements Syntax {}

    /// A `:value`.
    record Value(String placeholder) implements Syntax {}

    record Call(String function, List<Syntax> arguments) implements Syntax {}

    record Comparison(String operator, Syntax left, Syntax right) implements Syntax {}

    record Between(Syntax operand, Syntax low, Syntax high) implements Syntax {}

    record In(Syntax operand, List<Syntax> candidates) implements Syntax {}

    record And(List<Syntax> parts) implements Syntax {}

    record Or(List<Syntax> parts) implements Syntax {}

    record Not(Syntax part) implements Syntax {}

    /// @param operator `+` or `-`
    record Sum(String operator, Syntax left, Syntax right) implements Syntax {}

    /// A part of a path: a name, a `#name`, or an index.
    record Part(Token.Kind kind, String text) {}

    default List<Syntax> children() {
        return switch (this) {
            case Path ignored -> List.of();
            case Value ignored -> List.of();
            case Call call -> call.arguments();
            case Comparison comparison -> List.of(comparison.left(), comparison.right());
            case Between between -> List.of(between.operand(), between.low(), between.high());
            case In in ->
                Stream.concat(Stream.of(in.operand()), in.candidates().stream()).toList();
            case And and -> and.parts();
            case Or or -> or.parts();
            case Not not -> List.of(not.part());
            case Sum sum -> List.of(sum.left(), sum.right());
        };
    }

    /// Whether it can be true or false, and nothing else. A call can be either.
    default boolean isCondition() {
        return switch (this) {
            case Path ignored -> false;
            case Value ignored -> false;
            case Call ignored -> false;
            case Sum ignored -> false;
            case Comparison ignored -> true;
            case Between ignored -> true;
            case In ignored -> true;
            case And ignored -> true;
            case Or ignored -> true;
            case Not ignored -> true;
        };
    }

    /// All that it is made of, in the order in which it was written, what is inside before what it is inside of.
    default Stream<Syntax> walk() {
        return Stream.concat(children().stream().flatMap(Syntax::walk), Stream.of(this));
    }
}
