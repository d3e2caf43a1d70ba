package io.millrace.core.table.expression;

import io.millrace.core.table.item.AttributeValue;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes the actions of an update. What is wrong is told in DynamoDB's order: syntax, reserved words, functions,
/// sections, names, values, paths, and then operands.
final class UpdateParser {
    /// Functions of updates with the number of their operands.
    private static final Map<String, Integer> FUNCTIONS = Map.of("if_not_exists", 2, "list_append", 2);
    private static final Set<String> CONDITION_FUNCTIONS =
            Set.of("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size");
    private static final Map<String, String> LONG_TYPES = Map.of(
            "S", "STRING", "N", "NUMBER", "B", "BINARY", "BOOL", "BOOLEAN", "NULL", "NULL", "L", "LIST", "M", "MAP");

    private final Resolver resolver;
    private final OperandChecks checks;

    private UpdateParser(Resolver resolver) {
        this.resolver = resolver;
        this.checks = new OperandChecks(resolver);
    }

    static boolean isFunction(String name) {
        return FUNCTIONS.containsKey(name);
    }

    static Update parse(String expression, Placeholders placeholders) {
        List<UpdateSyntax.Section> sections = UpdateSyntax.read(expression);
        UpdateParser parser = new UpdateParser(new Resolver(UpdateSyntax.PARAMETER, placeholders));
        List<UpdateSyntax.Written> written =
                sections.stream().flatMap(section -> section.actions().stream()).toList();
        parser.check(sections, written);
        return new Update(written.stream().map(parser::action).toList(), Update.Form.EXPRESSION);
    }

    private void check(List<UpdateSyntax.Section> sections, List<UpdateSyntax.Written> written) {
        written.stream().flatMap(UpdateParser::parts).forEach(resolver::refuseReserved);
        written.stream().flatMap(UpdateParser::parts).forEach(this::checkFunctions);
        checkSections(sections);
        written.stream()
                .flatMap(UpdateParser::parts)
                .flatMap(Syntax::walk)
                .filter(syntax -> syntax instanceof Syntax.Path)
                .forEach(resolver::checkDefined);
        written.stream().flatMap(UpdateParser::parts).forEach(resolver::checkDefined);
        PathOverlaps.refuse(
                written.stream().map(action -> resolver.path(action.path())).toList(), resolver);
        written.forEach(this::checkOperandOfSection);
        for (UpdateSyntax.Written action : written) {
            action.value().ifPresent(value -> {
                checks.checkCounts(value, FUNCTIONS);
                checks.checkTypes(value);
            });
        }
    }

    private static Stream<Syntax> parts(UpdateSyntax.Written written) {
        return Stream.concat(Stream.of(written.path()), written.value().stream());
    }

    private void checkFunctions(Syntax whole) {
        whole.walk().forEach(syntax -> {
            if (syntax instanceof Syntax.Call call && !FUNCTIONS.containsKey(call.function())) {
                throw resolver.invalid((CONDITION_FUNCTIONS.contains(call.function())
                                ? "The function is not allowed in an update expression; function: "
                                : "Invalid function name; function: ")
                        + call.function());
            }
        });
    }

    private void checkSections(List<UpdateSyntax.Section> sections) {
        Set<String> seen = new HashSet<>();
        for (UpdateSyntax.Section section : sections) {
            if (!seen.add(section.keyword())) {
                throw resolver.invalid(
                        "The \"" + section.keyword() + "\" section can only be used once in an update expression;");
            }
        }
    }

    /// `ADD` takes a number or a set, `DELETE` a set.
    private void checkOperandOfSection(UpdateSyntax.Written written) {
        String keyword = written.keyword();
        if (written.value().isEmpty() || keyword.equals("SET")) {
            return;
        }
        AttributeValue value = value(written.value().get());
        Optional<String> type = Optional.ofNullable(LONG_TYPES.get(value.type()));
        boolean number = value instanceof AttributeValue.N;
        if (type.isPresent() && !(number && keyword.equals("ADD"))) {
            throw resolver.invalid("Incorrect operand type for operator or function; operator: " + keyword
                    + ", operand type: " + type.get() + ", typeSet: ALLOWED_FOR_" + keyword + "_OPERAND");
        }
    }

    private Action action(UpdateSyntax.Written written) {
        DocumentPath path = resolver.path(written.path());
        if (written.value().isEmpty()) {
            return new Action.Remove(path);
        }
        Syntax value = written.value().get();
        return switch (written.keyword()) {
            case "SET" -> new Action.Set(path, source(value));
            case "ADD" -> new Action.Add(path, value(value));
            default -> new Action.Delete(path, value(value));
        };
    }

    private AttributeValue value(Syntax syntax) {
        return resolver.value((Syntax.Value) syntax);
    }

    private Source source(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Path path -> new Source.Attribute(resolver.path(path));
            case Syntax.Value value -> new Source.Constant(resolver.value(value));
            case Syntax.Sum(String operator, Syntax left, Syntax right) ->
                operator.equals("+")
                        ? new Source.Plus(source(left), source(right))
                        : new Source.Minus(source(left), source(right));
            case Syntax.Call(String function, List<Syntax> arguments) -> call(function, arguments);
            case Syntax ignored -> throw new IllegalStateException("no value: " + syntax);
        };
    }

    private Source call(String function, List<Syntax> arguments) {
        Source second = source(arguments.getLast());
        if (function.equals("list_append")) {
            return new Source.Append(source(arguments.getFirst()), second);
        }
        return new Source.Otherwise(resolver.path((Syntax.Path) arguments.getFirst()), second);
    }
}
