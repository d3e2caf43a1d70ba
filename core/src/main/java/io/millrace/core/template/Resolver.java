package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import java.util.Map;
import java.util.Optional;

/// Resolves the functions in one part of a template. Of one evaluation, one thread.
final class Resolver {
    private final Scope scope;
    private final Budget budget = new Budget();
    private final Functions functions = new Functions(budget);
    private int open;

    Resolver(Scope scope) {
        this.scope = scope;
    }

    /// What functions see.
    record Scope(Template template, ParameterValues parameters, World world, Conditions conditions) {}

    /// Whether some function hung on what is not known.
    boolean isOpen() {
        return open > 0;
    }

    /// @return a missing node for what is to be left out
    JsonNode value(JsonNode written) {
        budget.step();
        Optional<Call> call = Call.of(written);
        if (call.isPresent()) {
            return called(written, call.get().requireValue());
        }
        return switch (written) {
            case ObjectNode object -> members(object);
            case ArrayNode array -> elements(array);
            default -> written;
        };
    }

    private ObjectNode members(ObjectNode object) {
        ObjectNode resolved = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = value(member.getValue());
            if (!value.isMissingNode()) {
                resolved.set(member.getKey(), value);
            }
        }
        return resolved;
    }

    private ArrayNode elements(ArrayNode array) {
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (JsonNode element : array) {
            JsonNode value = value(element);
            if (!value.isMissingNode()) {
                resolved.add(value);
            }
        }
        return resolved;
    }

    private JsonNode called(JsonNode written, Call call) {
        Optional<JsonNode> value =
                switch (call.function()) {
                    case Call.IF -> Optional.of(branch(call.argument()));
                    case Call.REF -> name(call.argument());
                    case Call.GET_ATT -> attribute(call.argument());
                    case Call.SUB -> substituted(SubCall.of(call.argument()));
                    default -> ofResolved(call);
                };
        if (value.isEmpty()) {
            open++;
        }
        return value.orElse(written);
    }

    private Optional<JsonNode> ofResolved(Call call) {
        Optional<JsonNode> argument = whole(call.argument());
        if (argument.isEmpty()) {
            return argument;
        }
        return switch (call.function()) {
            case "Fn::Join" -> Optional.of(functions.join(argument.get()));
            case "Fn::Select" -> Optional.of(Functions.select(argument.get()));
            case "Fn::Split" -> Optional.of(functions.split(argument.get()));
            case "Fn::Base64" -> Optional.of(functions.base64(argument.get()));
            case "Fn::Cidr" -> Optional.of(functions.cidr(argument.get()));
            case "Fn::Length" -> Optional.of(Functions.length(argument.get()));
            case "Fn::ToJsonString" -> Optional.of(functions.toJsonString(argument.get()));
            case "Fn::GetAZs" -> zones(argument.get());
            case "Fn::ImportValue" -> Optional.of(imported(argument.get()));
            case Call.FIND_IN_MAP -> Optional.of(Mapped.of(scope.template(), argument.get()));
            default -> throw Call.unsupported(call.function());
        };
    }

    /// @return empty when something in it is open
    private Optional<JsonNode> whole(JsonNode written) {
        int before = open;
        JsonNode value = value(written);
        boolean isWhole = open == before;
        open = before;
        return isWhole ? Optional.of(value) : Optional.empty();
    }

    private JsonNode branch(JsonNode argument) {
        IfCall branches = IfCall.of(argument);
        return value(
                scope.conditions().holds(branches.condition(), Call.IF) ? branches.whenTrue() : branches.whenFalse());
    }

    private Optional<JsonNode> name(JsonNode argument) {
        if (!argument.isTextual()) {
            throw Refusal.error("every Ref object must have a single String value.");
        }
        return named(argument.textValue());
    }

    private Optional<JsonNode> named(String name) {
        if (name.equals("AWS::NoValue")) {
            return Optional.of(MissingNode.getInstance());
        }
        if (Template.PSEUDO_PARAMETERS.contains(name)) {
            return Optional.ofNullable(scope.world().pseudoParameters().get(name));
        }
        JsonNode parameter = scope.parameters().values().get(name);
        if (parameter != null) {
            return Optional.of(parameter);
        }
        if (!scope.template().resources().containsKey(name)) {
            throw Refusal.unresolved(name, "Resources");
        }
        return scope.world().ref(name).map(TextNode::valueOf);
    }

    private Optional<JsonNode> attribute(JsonNode argument) {
        AttributeName name = AttributeName.of(argument);
        Optional<JsonNode> attribute = whole(name.attribute());
        if (attribute.isEmpty()) {
            return attribute;
        }
        String text = Functions.text(attribute.get()).orElseThrow(AttributeName::malformed);
        return attribute(name.logicalId(), text, Call.GET_ATT);
    }

    private Optional<JsonNode> attribute(String logicalId, String attribute, String function) {
        if (!scope.template().resources().containsKey(logicalId)) {
            throw TemplateCheck.noResource(logicalId, attribute, function);
        }
        return scope.world().attribute(logicalId, attribute);
    }

    private Optional<JsonNode> substituted(SubCall sub) {
        StringBuilder text = new StringBuilder();
        boolean isWhole = true;
        for (SubText.Piece piece : sub.text().pieces()) {
            if (!piece.isVariable()) {
                text.append(piece.text());
                budget.chars(piece.text().length());
                continue;
            }
            budget.step();
            Optional<JsonNode> value = variable(sub.variables(), piece.text());
            isWhole &= value.isPresent();
            if (value.isPresent()) {
                String put = Functions.text(value.get()).orElseThrow(() -> notText(piece.text()));
                budget.chars(put.length());
                text.append(put);
            }
        }
        return isWhole ? Optional.of(TextNode.valueOf(text.toString())) : Optional.empty();
    }

    private Optional<JsonNode> variable(ObjectNode own, String name) {
        JsonNode written = own.get(name);
        if (written != null) {
            return whole(written);
        }
        int dot = name.indexOf('.');
        return dot < 0 ? named(name) : attribute(name.substring(0, dot), name.substring(dot + 1), Call.SUB);
    }

    private static RequestException notText(String variable) {
        return Refusal.error("Fn::Sub: the variable " + variable + " must have a String value");
    }

    private Optional<JsonNode> zones(JsonNode argument) {
        Optional<String> given = Functions.text(argument);
        if (given.isEmpty()) {
            throw Refusal.error("every Fn::GetAZs object must have a single String value: a region, or nothing");
        }
        JsonNode own = scope.world().pseudoParameters().get("AWS::Region");
        if (given.get().isEmpty() && own == null) {
            return Optional.empty();
        }
        ArrayNode zones = JsonNodeFactory.instance.arrayNode();
        scope.world().zones(given.get().isEmpty() ? own.asText() : given.get()).forEach(zones::add);
        return Optional.of(zones);
    }

    private JsonNode imported(JsonNode argument) {
        String name = Functions.text(argument)
                .orElseThrow(() -> Refusal.error(
                        "the attribute in Fn::ImportValue must be a string or a function that" + " returns a string"));
        return TextNode.valueOf(scope.world().imported(name));
    }
}
