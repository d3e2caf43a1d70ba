package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The conditions of a template, each looked at once. One thread.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html>
final class Conditions {
    /// That give true or false.
    static final Set<String> FUNCTIONS = Set.of("Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals");

    private static final int OPERANDS_MAX = 10;

    private final Template template;
    private final Resolver.Scope scope;
    private final Map<String, Boolean> known = new HashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    Conditions(Template template, ParameterValues parameters, World world) {
        this.template = template;
        this.scope = new Resolver.Scope(template, parameters, world, this);
    }

    /// With what is known already.
    Conditions(Template template, ParameterValues parameters, World world, Map<String, Boolean> known) {
        this(template, parameters, world);
        this.known.putAll(known);
    }

    /// @param function that asks
    boolean holds(String name, String function) {
        Boolean is = known.get(name);
        if (is != null) {
            return is;
        }
        JsonNode written = template.conditions().get(name);
        if (written == null) {
            throw Refusal.error("unresolved condition dependency " + name + " in " + function);
        }
        if (!asked.add(name)) {
            throw Refusal.format("Circular dependency between conditions: " + asked);
        }
        boolean holds = test(written, false);
        asked.remove(name);
        known.put(name, holds);
        return holds;
    }

    /// @param inRule whether the functions of rules are there
    boolean test(JsonNode written, boolean inRule) {
        if (!written.isObject() || written.size() != 1) {
            throw notBoolean();
        }
        Map.Entry<String, JsonNode> call = written.properties().iterator().next();
        JsonNode argument = call.getValue();
        return switch (call.getKey()) {
            case "Condition" -> holds(argument.asText(), "Condition");
            case "Fn::And" -> all(argument, inRule);
            case "Fn::Or" -> any(argument, inRule);
            case "Fn::Not" -> !test(only(argument), inRule);
            case "Fn::Equals" -> equal(argument);
            case "Fn::Contains", "Fn::EachMemberEquals", "Fn::EachMemberIn" -> {
                if (!inRule) {
                    throw notBoolean();
                }
                yield ofLists(call.getKey(), argument);
            }
            default -> throw call.getKey().startsWith("Fn::") ? Call.unsupported(call.getKey()) : notBoolean();
        };
    }

    /// All are looked at: what is wrong in one is told also when another decides.
    private boolean all(JsonNode argument, boolean inRule) {
        boolean all = true;
        for (JsonNode operand : operands(argument, "Fn::And")) {
            all &= test(operand, inRule);
        }
        return all;
    }

    private boolean any(JsonNode argument, boolean inRule) {
        boolean any = false;
        for (JsonNode operand : operands(argument, "Fn::Or")) {
            any |= test(operand, inRule);
        }
        return any;
    }

    private static JsonNode operands(JsonNode argument, String function) {
        if (!argument.isArray() || argument.size() < 2 || argument.size() > OPERANDS_MAX) {
            throw Refusal.error("every " + function + " object requires a list of at least 2 and at most "
                    + OPERANDS_MAX + " boolean parameters.");
        }
        return argument;
    }

    private static JsonNode only(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 1) {
            throw Refusal.error("every Fn::Not object requires one boolean parameter.");
        }
        return argument.get(0);
    }

    private boolean equal(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 2) {
            throw Refusal.error("every Fn::Equals object requires a list of 2 string parameters.");
        }
        return same(value(argument.get(0)), value(argument.get(1)));
    }

    private static boolean same(JsonNode one, JsonNode other) {
        Optional<String> text = Functions.text(one);
        return text.isPresent() ? text.equals(Functions.text(other)) : one.equals(other);
    }

    private boolean ofLists(String function, JsonNode argument) {
        if (!argument.isArray() || argument.size() != 2) {
            throw Refusal.error("every " + function + " object requires a list of 2 parameters.");
        }
        JsonNode list = value(argument.get(0));
        JsonNode other = value(argument.get(1));
        if (!list.isArray()) {
            throw Refusal.error("the first parameter of " + function + " must be a list of strings");
        }
        return switch (function) {
            case "Fn::Contains" -> contains(list, other);
            case "Fn::EachMemberEquals" -> list.valueStream().allMatch(element -> same(element, other));
            default -> list.valueStream().allMatch(element -> contains(other, element));
        };
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        return list.valueStream().anyMatch(element -> same(element, value));
    }

    private JsonNode value(JsonNode written) {
        Resolver resolver = new Resolver(scope);
        JsonNode value = resolver.value(written);
        if (resolver.isOpen() || value.isMissingNode()) {
            throw notBoolean();
        }
        return value;
    }

    private static RequestException notBoolean() {
        return Refusal.format("Conditions can only be boolean operations on parameters and other conditions");
    }
}
