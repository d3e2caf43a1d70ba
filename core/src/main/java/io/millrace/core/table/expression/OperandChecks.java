package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Bytes;
import io.millrace.core.table.item.DynamoNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether the operands of operators and functions are such as these take, as far as that can be told without an item.
final class OperandChecks {
    private static final Set<String> NEED_PATH =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "if_not_exists");
    private static final List<String> TYPES = List.of("B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M");
    private static final int CANDIDATES_MAX = TableLimit.DYNAMODB_IN_OPERANDS.intValue();

    private final Resolver resolver;

    OperandChecks(Resolver resolver) {
        this.resolver = resolver;
    }

    void checkCounts(Syntax whole, Map<String, Integer> functions) {
        whole.walk().forEach(syntax -> {
            if (syntax instanceof Syntax.Call(String function, List<Syntax> arguments)
                    && functions.getOrDefault(function, arguments.size()) != arguments.size()) {
                throw resolver.invalid("Incorrect number of operands for operator or function; operator or function: "
                        + function + ", number of operands: " + arguments.size());
            }
        });
    }

    void checkDistinct(Syntax whole) {
        whole.walk().forEach(syntax -> {
            switch (syntax) {
                case Syntax.Comparison(String operator, Syntax left, Syntax right) ->
                    checkDistinct(operator, left, List.of(right));
                case Syntax.Between between ->
                    checkDistinct("BETWEEN", between.operand(), List.of(between.low(), between.high()));
                case Syntax.In in -> checkDistinct("IN", in.operand(), in.candidates());
                case Syntax.Call(String function, List<Syntax> arguments) ->
                    checkDistinct(function, arguments.getFirst(), arguments.subList(1, arguments.size()));
                case Syntax ignored -> {
                    // Anything else has no operands.
                }
            }
        });
    }

    private void checkDistinct(String operator, Syntax first, List<Syntax> others) {
        if (!(first instanceof Syntax.Path path)) {
            return;
        }
        DocumentPath resolved = resolver.path(path);
        for (Syntax other : others) {
            if (other instanceof Syntax.Path same && resolver.path(same).equals(resolved)) {
                throw resolver.invalid("The first operand must be distinct from the remaining operands for this"
                        + " operator or function; operator: " + operator + ", first operand: " + resolved);
            }
        }
    }

    void checkTypes(Syntax whole) {
        whole.walk().forEach(syntax -> {
            switch (syntax) {
                case Syntax.Comparison comparison -> checkOrdered(comparison);
                case Syntax.Between between -> checkBetween(between);
                case Syntax.In in -> checkCandidates(in);
                case Syntax.Call call -> checkCall(call);
                case Syntax.Sum sum ->
                    sum.children().forEach(operand -> checkType(sum.operator(), operand, Set.of("N")));
                case Syntax ignored -> {
                    // Anything else has no operands.
                }
            }
        });
    }

    private void checkOrdered(Syntax.Comparison comparison) {
        String operator = comparison.operator();
        if (!operator.equals("=") && !operator.equals("<>")) {
            comparison.children().forEach(operand -> checkType(operator, operand, Set.of("S", "N", "B")));
        }
    }

    private void checkBetween(Syntax.Between between) {
        between.children().forEach(operand -> checkType("BETWEEN", operand, Set.of("S", "N", "B")));
        if (!(between.low() instanceof Syntax.Value lowest) || !(between.high() instanceof Syntax.Value highest)) {
            return;
        }
        AttributeValue low = resolver.value(lowest);
        AttributeValue high = resolver.value(highest);
        String bounds = "; lower bound operand: " + printed(low) + ", upper bound operand: " + printed(high);
        if (!low.type().equals(high.type())) {
            throw resolver.invalid("The BETWEEN operator requires same data type for lower and upper bounds" + bounds);
        }
        if (Values.compare(low, high).orElse(0) > 0) {
            throw resolver.invalid(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound" + bounds);
        }
    }

    private void checkCandidates(Syntax.In in) {
        if (in.candidates().size() > CANDIDATES_MAX) {
            throw resolver.invalid("The IN operator is provided with too many operands; number of operands: "
                    + in.candidates().size());
        }
    }

    private void checkCall(Syntax.Call call) {
        String function = call.function();
        Syntax first = call.arguments().getFirst();
        if (NEED_PATH.contains(function) && !(first instanceof Syntax.Path)) {
            throw resolver.invalid("Operator or function requires a document path; operator or function: " + function);
        }
        switch (function) {
            case "begins_with" -> call.arguments().forEach(operand -> checkType(function, operand, Set.of("S", "B")));
            case "list_append" -> call.arguments().forEach(operand -> checkType(function, operand, Set.of("L")));
            case "size" -> checkType(function, first, Set.of("S", "B", "SS", "NS", "BS", "L", "M"));
            case "attribute_type" -> typeName(call.arguments().getLast());
            default -> {
                // Takes operands of any type.
            }
        }
    }

    /// The type that the second operand of `attribute_type` names.
    String typeName(Syntax operand) {
        String type = staticType(operand).orElse("{" + String.join(",", TYPES) + "}");
        if (!(operand instanceof Syntax.Value value)
                || !(resolver.value(value) instanceof AttributeValue.S(String name))) {
            throw wrongType("attribute_type", type);
        }
        if (!TYPES.contains(name)) {
            throw resolver.invalid("Invalid attribute type name found; type: " + name + ", valid types: {"
                    + String.join(",", TYPES) + "}");
        }
        return name;
    }

    private void checkType(String operator, Syntax operand, Set<String> allowed) {
        staticType(operand).filter(type -> !allowed.contains(type)).ifPresent(type -> {
            throw wrongType(operator, type);
        });
    }

    private RequestException wrongType(String operator, String type) {
        return resolver.invalid("Incorrect operand type for operator or function; operator or function: " + operator
                + ", operand type: " + type);
    }

    /// Nothing where it depends on the item.
    private Optional<String> staticType(Syntax operand) {
        return switch (operand) {
            case Syntax.Value value -> Optional.of(resolver.value(value).type());
            case Syntax.Call call when call.function().equals("size") -> Optional.of("N");
            case Syntax ignored -> Optional.empty();
        };
    }

    /// As AWS's messages have it, which comes from a program in Java.
    private static String printed(AttributeValue value) {
        String content =
                switch (value) {
                    case AttributeValue.S(String text) -> text;
                    case AttributeValue.N(BigDecimal number) -> DynamoNumber.text(number);
                    case AttributeValue.B(Bytes bytes) ->
                        "java.nio.HeapByteBuffer[pos=0 lim=" + bytes.length() + " cap=" + bytes.length() + "]";
                    case AttributeValue other -> throw new IllegalStateException("has no order: " + other.type());
                };
        return "AttributeValue: {" + value.type() + ":" + content + "}";
    }
}
