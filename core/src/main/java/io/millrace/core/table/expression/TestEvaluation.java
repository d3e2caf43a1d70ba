package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether a [Test] holds of an item. What is not there equals nothing, is not equal to anything, and has no order.
final class TestEvaluation {
    private TestEvaluation() {}

    static boolean holds(Test test, Item item) {
        return switch (test) {
            case Test.All(List<Test> parts) -> parts.stream().allMatch(part -> holds(part, item));
            case Test.Any(List<Test> parts) -> parts.stream().anyMatch(part -> holds(part, item));
            case Test.Not(Test part) -> !holds(part, item);
            case Test.Compare compare -> compare(compare, item);
            case Test.Between between ->
                atMost(between.low(), between.operand(), item) && atMost(between.operand(), between.high(), item);
            case Test.In in -> in.candidates().stream().anyMatch(candidate -> equal(in.operand(), candidate, item));
            case Test.Exists(DocumentPath path) -> path.find(item).isPresent();
            case Test.Absent(DocumentPath path) -> path.find(item).isEmpty();
            case Test.HasType(DocumentPath path, String type) ->
                path.find(item).filter(value -> value.type().equals(type)).isPresent();
            case Test.BeginsWith(Operand operand, Operand prefix) -> both(operand, prefix, item, Values::beginsWith);
            case Test.Contains(Operand operand, Operand part) -> both(operand, part, item, Values::contains);
        };
    }

    private static boolean compare(Test.Compare test, Item item) {
        return switch (test.comparator()) {
            case EQ -> equal(test.left(), test.right(), item);
            case NE -> !equal(test.left(), test.right(), item);
            case LT -> order(test.left(), test.right(), item).orElse(0) < 0;
            case LE -> order(test.left(), test.right(), item).orElse(1) <= 0;
            case GT -> order(test.left(), test.right(), item).orElse(0) > 0;
            case GE -> order(test.left(), test.right(), item).orElse(-1) >= 0;
        };
    }

    private static boolean atMost(Operand left, Operand right, Item item) {
        return order(left, right, item).orElse(1) <= 0;
    }

    private static boolean equal(Operand left, Operand right, Item item) {
        return both(left, right, item, AttributeValue::equals);
    }

    private static OptionalInt order(Operand left, Operand right, Item item) {
        Optional<AttributeValue> a = value(left, item);
        Optional<AttributeValue> b = value(right, item);
        return a.isPresent() && b.isPresent() ? Values.compare(a.get(), b.get()) : OptionalInt.empty();
    }

    private static boolean both(Operand left, Operand right, Item item, Relation relation) {
        Optional<AttributeValue> a = value(left, item);
        Optional<AttributeValue> b = value(right, item);
        return a.isPresent() && b.isPresent() && relation.holds(a.get(), b.get());
    }

    private static Optional<AttributeValue> value(Operand operand, Item item) {
        return switch (operand) {
            case Operand.Attribute(DocumentPath path) -> path.find(item);
            case Operand.Constant(AttributeValue value) -> Optional.of(value);
            case Operand.Size(Operand of) -> value(of, item).flatMap(Values::size);
        };
    }

    @FunctionalInterface
    private interface Relation {
        boolean holds(AttributeValue left, AttributeValue right);
    }
}
