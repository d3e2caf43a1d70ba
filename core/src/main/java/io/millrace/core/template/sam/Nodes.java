package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/// Pieces of a template: objects, lists and intrinsic functions in their long form.
final class Nodes {
    static final String SELF = "Ref";
    static final String ATTRIBUTE = "Fn::GetAtt";
    static final String SUBSTITUTE = "Fn::Sub";

    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    private Nodes() {}

    /// An object of names and values, in turn; values are texts, numbers, booleans or nodes.
    static ObjectNode object(Object... namesAndValues) {
        ObjectNode object = FACTORY.objectNode();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.set((String) namesAndValues[i], node(namesAndValues[i + 1]));
        }
        return object;
    }

    static ArrayNode list(Object... values) {
        ArrayNode list = FACTORY.arrayNode();
        for (Object value : values) {
            list.add(node(value));
        }
        return list;
    }

    static ObjectNode ref(String id) {
        return object(SELF, id);
    }

    static ObjectNode attribute(String id, String name) {
        return object(ATTRIBUTE, list(id, name));
    }

    static ObjectNode substitute(String text) {
        return object(SUBSTITUTE, text);
    }

    static ObjectNode substitute(String text, ObjectNode variables) {
        return object(SUBSTITUTE, list(text, variables));
    }

    static ObjectNode noValue() {
        return ref("AWS::NoValue");
    }

    /// The node, on a condition; as it is when the condition is empty.
    static JsonNode when(String condition, JsonNode node) {
        return condition.isEmpty() ? node : object("Fn::If", list(condition, node, noValue()));
    }

    /// A document of IAM that allows one thing.
    static ObjectNode allow(Object action, JsonNode resource) {
        return object("Effect", "Allow", "Action", action, "Resource", resource);
    }

    static boolean isIntrinsic(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            return false;
        }
        String name = node.fieldNames().next();
        return name.equals(SELF) || name.equals("Condition") || name.startsWith("Fn::");
    }

    /// The resource or parameter that the node is a `Ref` to.
    static Optional<String> referred(JsonNode node) {
        return isIntrinsic(node) && node.path(SELF).isTextual()
                ? Optional.of(node.path(SELF).textValue())
                : Optional.empty();
    }

    static boolean isTrue(JsonNode node) {
        return node.isBoolean() ? node.booleanValue() : node.asText().equalsIgnoreCase("true");
    }

    /// A map's entries as CloudFormation's list of tags.
    static ArrayNode tags(JsonNode map) {
        ArrayNode tags = list();
        for (Map.Entry<String, JsonNode> tag : map.properties()) {
            tags.add(object("Key", tag.getKey(), "Value", tag.getValue()));
        }
        return tags;
    }

    private static JsonNode node(Object value) {
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof String text) {
            return FACTORY.textNode(text);
        }
        if (value instanceof Boolean flag) {
            return FACTORY.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return FACTORY.numberNode(number);
        }
        throw new IllegalArgumentException("not a piece of a template: " + value);
    }
}
