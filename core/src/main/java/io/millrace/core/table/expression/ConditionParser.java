package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes the tree of a condition. What is wrong is told in DynamoDB's order: syntax, functions, reserved words, and
/// then condition by condition.
final class ConditionParser {
    /// Functions of conditions with the number of their operands.
    private static final Map<String, Integer> FUNCTIONS = Map.of(
            "attribute_exists", 1,
            "attribute_not_exists", 1,
            "attribute_type", 2,
            "begins_with", 2,
            "contains", 2,
            "size", 1);

    private final Resolver resolver;
    private final OperandChecks checks;
    private final List<DocumentPath> paths = new ArrayList<>();

    private ConditionParser(Resolver resolver) {
        this.resolver = resolver;
        this.checks = new OperandChecks(resolver);
    }

    static Condition parse(String expression, String parameter, Placeholders placeholders) {
        Syntax syntax = ConditionSyntax.read(expression, parameter);
        ConditionParser parser = new ConditionParser(new Resolver(parameter, placeholders));
        parser.checkFunctions(syntax);
        parser.checkPlaces(syntax, true);
        parser.resolver.refuseReserved(syntax);
        Test test = parser.test(syntax);
        return new Condition(test, parser.paths);
    }

    private void checkFunctions(Syntax whole) {
        whole.walk().forEach(syntax -> {
            if (syntax instanceof Syntax.Call call && !FUNCTIONS.containsKey(call.function())) {
                boolean ofUpdates = UpdateParser.isFunction(call.function());
                throw resolver.invalid((ofUpdates
                                ? "The function is not allowed in a condition expression; function: "
                                : "Invalid function name; function: ")
                        + call.function());
            }
        });
    }

    /// Only `size` is an operand, and only it is no condition.
    private void checkPlaces(Syntax syntax, boolean condition) {
        boolean junction = syntax instanceof Syntax.And || syntax instanceof Syntax.Or || syntax instanceof Syntax.Not;
        syntax.children().forEach(child -> checkPlaces(child, junction));
        if (syntax instanceof Syntax.Call call && condition == call.function().equals("size")) {
            throw resolver.invalid(
                    "The function is not allowed to be used this way in an expression; function: " + call.function());
        }
    }

    private Test test(Syntax syntax) {
        return switch (syntax) {
            case Syntax.And(List<Syntax> parts) ->
                new Test.All(parts.stream().map(this::test).toList());
            case Syntax.Or(List<Syntax> parts) ->
                new Test.Any(parts.stream().map(this::test).toList());
            case Syntax.Not(Syntax part) -> new Test.Not(test(part));
            case Syntax leaf -> checkedLeaf(leaf);
        };
    }

    private Test checkedLeaf(Syntax leaf) {
        resolver.checkDefined(leaf);
        checks.checkCounts(leaf, FUNCTIONS);
        checks.checkDistinct(leaf);
        checks.checkTypes(leaf);
        return leaf(leaf);
    }

    private Test leaf(Syntax leaf) {
        return switch (leaf) {
            case Syntax.Comparison(String operator, Syntax left, Syntax right) ->
                new Test.Compare(operand(left), Test.Comparator.of(operator), operand(right));
            case Syntax.Between(Syntax operand, Syntax low, Syntax high) ->
                new Test.Between(operand(operand), operand(low), operand(high));
            case Syntax.In(Syntax operand, List<Syntax> candidates) ->
                new Test.In(
                        operand(operand), candidates.stream().map(this::operand).toList());
            case Syntax.Call(String function, List<Syntax> arguments) -> call(function, arguments);
            case Syntax ignored -> throw new IllegalStateException("no condition: " + leaf);
        };
    }

    private Test call(String function, List<Syntax> arguments) {
        Operand first = operand(arguments.getFirst());
        return switch (function) {
            case "attribute_exists" -> new Test.Exists(path(first));
            case "attribute_not_exists" -> new Test.Absent(path(first));
            case "attribute_type" -> new Test.HasType(path(first), checks.typeName(arguments.getLast()));
            case "begins_with" -> new Test.BeginsWith(first, operand(arguments.getLast()));
            case "contains" -> new Test.Contains(first, operand(arguments.getLast()));
            default -> throw new IllegalStateException("no condition: " + function);
        };
    }

    private static DocumentPath path(Operand checked) {
        return ((Operand.Attribute) checked).path();
    }

    private Operand operand(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Path path -> {
                DocumentPath resolved = resolver.path(path);
                paths.add(resolved);
                yield new Operand.Attribute(resolved);
            }
            case Syntax.Value value -> {
                AttributeValue resolved = resolver.value(value);
                yield new Operand.Constant(resolved);
            }
            case Syntax.Call call -> new Operand.Size(operand(call.arguments().getFirst()));
            case Syntax ignored -> throw new IllegalStateException("no operand: " + syntax);
        };
    }
}
