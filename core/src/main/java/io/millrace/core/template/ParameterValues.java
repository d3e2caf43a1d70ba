package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the parameters of a template are for one stack, checked against what the template allows.
///
/// @param texts as given, or as the template has them when none was given, in the template's order
/// @param resolved of those whose value names a parameter of SSM: what that one has
/// @param values what `Ref` gives: a text, or a list of texts
public record ParameterValues(Map<String, String> texts, Map<String, String> resolved, Map<String, JsonNode> values) {
    public ParameterValues {
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        resolved = Collections.unmodifiableMap(new LinkedHashMap<>(resolved));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// @param given by name; what a stack has already must be among them to be kept
    /// @throws io.millrace.core.fault.RequestException `ValidationError` for a value that is missing, unknown or
    /// not
    ///     allowed
    public static ParameterValues of(Template template, Map<String, String> given, World world) {
        requireAll(template.parameters(), given);
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> resolved = new LinkedHashMap<>();
        Map<String, JsonNode> values = new LinkedHashMap<>();
        template.parameters().forEach((name, parameter) -> {
            String text = Optional.ofNullable(given.get(name))
                    .or(parameter::defaultValue)
                    .orElseThrow();
            ParameterCheck.require(parameter, text);
            texts.put(name, text);
            String used = text;
            if (ParameterType.isSsmValue(parameter.type())) {
                used = world.ssmParameter(text, Optional.empty(), false);
                resolved.put(name, used);
            }
            values.put(name, value(parameter, used));
        });
        return new ParameterValues(texts, resolved, values);
    }

    private static void requireAll(Map<String, Parameter> parameters, Map<String, String> given) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        unknown.removeAll(parameters.keySet());
        if (!unknown.isEmpty()) {
            throw Refusal.invalid("Parameters: " + unknown + " do not exist in the template");
        }
        List<String> missing = parameters.values().stream()
                .filter(parameter -> parameter.defaultValue().isEmpty())
                .map(Parameter::name)
                .filter(name -> !given.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw Refusal.invalid("Parameters: " + missing + " must have values");
        }
    }

    private static JsonNode value(Parameter parameter, String text) {
        if (!ParameterType.isList(parameter.type())) {
            return TextNode.valueOf(text);
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ParameterType.elements(text).forEach(list::add);
        return list;
    }
}
