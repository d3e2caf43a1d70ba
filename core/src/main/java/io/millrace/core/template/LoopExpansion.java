package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes `Fn::ForEach` out: in conditions, resources, properties and outputs.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html>
final class LoopExpansion {
    private static final Pattern PLACE = Pattern.compile("([$&])\\{([A-Za-z0-9]++)}");
    private static final Pattern NOT_ALPHANUMERIC = Pattern.compile("[^A-Za-z0-9]");

    private final ObjectNode tree;
    private final Map<String, JsonNode> values;
    private final Budget budget = new Budget();
    private long loops;

    LoopExpansion(ObjectNode tree, Map<String, JsonNode> values) {
        this.tree = tree;
        this.values = values;
    }

    ObjectNode expanded() {
        ObjectNode expanded = JsonNodeFactory.instance.objectNode();
        tree.properties().forEach(section -> expanded.set(section.getKey(), written(section.getValue())));
        return expanded;
    }

    private JsonNode written(JsonNode node) {
        budget.step();
        return switch (node) {
            case ObjectNode object -> members(object);
            case ArrayNode array -> {
                ArrayNode elements = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> elements.add(written(element)));
                yield elements;
            }
            default -> node;
        };
    }

    private ObjectNode members(ObjectNode object) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (Section.isLoop(member.getKey())) {
                loop(members, member.getKey(), member.getValue());
            } else {
                put(members, member.getKey(), written(member.getValue()));
            }
        }
        return members;
    }

    private void loop(ObjectNode members, String name, JsonNode argument) {
        if (!argument.isArray()
                || argument.size() != 3
                || !argument.get(0).isTextual()
                || !argument.get(2).isObject()) {
            throw Refusal.error(name + " requires three parameters: an identifier, a collection and an object");
        }
        for (JsonNode value : collection(name, argument.get(1))) {
            if (++loops > Limit.TEMPLATE_LOOPS.value()) {
                throw Refusal.error("Fn::ForEach repeats more than " + Limit.TEMPLATE_LOOPS.value() + " times");
            }
            String text = Functions.text(value)
                    .orElseThrow(() -> Refusal.error(name + ": the collection must be a list of strings"));
            JsonNode once = replaced(argument.get(2), argument.get(0).textValue(), text);
            for (Map.Entry<String, JsonNode> made : members((ObjectNode) once).properties()) {
                put(members, made.getKey(), made.getValue());
            }
        }
    }

    private static void put(ObjectNode members, String name, JsonNode value) {
        if (members.has(name)) {
            throw Refusal.error("Fn::ForEach makes '" + name + "' twice");
        }
        members.set(name, value);
    }

    private JsonNode collection(String name, JsonNode written) {
        if (written.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : written) {
                JsonNode value = element.isObject() ? collectionValue(name, element) : element;
                if (value.isArray()) {
                    value.forEach(all::add);
                } else {
                    all.add(value);
                }
            }
            return all;
        }
        JsonNode value = collectionValue(name, written);
        if (!value.isArray()) {
            throw notList(name);
        }
        return value;
    }

    private JsonNode collectionValue(String name, JsonNode written) {
        Optional<Call> call = Call.of(written);
        if (call.isPresent() && call.get().function().equals(Call.REF)) {
            JsonNode value = values.get(call.get().argument().asText());
            if (value != null) {
                return value;
            }
        }
        if (call.isPresent()
                && call.get().function().equals(Call.FIND_IN_MAP)
                && call.get().argument().isArray()) {
            JsonNode found = tree.path("Mappings");
            for (JsonNode step : call.get().argument()) {
                JsonNode key = step.isObject() ? collectionValue(name, step) : step;
                found = found.path(key.asText());
            }
            if (!found.isMissingNode()) {
                return found;
            }
        }
        throw notList(name);
    }

    private static RequestException notList(String name) {
        return Refusal.error(name + ": the collection must be a list, or a Ref or Fn::FindInMap that gives one");
    }

    /// `${Identifier}` becomes the value, `&{Identifier}` the value without what is not alphanumeric; also a `Ref` to
    /// it.
    private JsonNode replaced(JsonNode node, String identifier, String value) {
        budget.step();
        return switch (node) {
            case ObjectNode object
            when object.size() == 1 && object.path(Call.REF).asText().equals(identifier) -> TextNode.valueOf(value);
            case ObjectNode object -> {
                ObjectNode members = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    put(
                            members,
                            replaced(member.getKey(), identifier, value),
                            replaced(member.getValue(), identifier, value));
                }
                yield members;
            }
            case ArrayNode array -> {
                ArrayNode elements = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> elements.add(replaced(element, identifier, value)));
                yield elements;
            }
            case TextNode text -> TextNode.valueOf(replaced(text.textValue(), identifier, value));
            default -> node;
        };
    }

    private String replaced(String text, String identifier, String value) {
        String alphanumeric = NOT_ALPHANUMERIC.matcher(value).replaceAll("");
        String replaced = PLACE.matcher(text).replaceAll(place -> {
            if (!place.group(2).equals(identifier)) {
                return Matcher.quoteReplacement(place.group());
            }
            return Matcher.quoteReplacement(place.group(1).equals("&") ? alphanumeric : value);
        });
        budget.chars(replaced.length());
        return replaced;
    }
}
