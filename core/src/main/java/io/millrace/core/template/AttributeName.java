package io.millrace.core.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;

/// What a `Fn::GetAtt` asks for.
///
/// @param logicalId the resource
/// @param attribute its name, or a function that gives it
record AttributeName(String logicalId, JsonNode attribute) {
    /// @param argument `[resource, attribute]`, `[resource, part, part]` or `resource.attribute`
    static AttributeName of(JsonNode argument) {
        if (argument.isTextual() && argument.textValue().indexOf('.') > 0) {
            String text = argument.textValue();
            int dot = text.indexOf('.');
            return of(text.substring(0, dot), TextNode.valueOf(text.substring(dot + 1)));
        }
        if (!argument.isArray() || argument.size() < 2 || !argument.get(0).isTextual()) {
            throw malformed();
        }
        if (argument.size() == 2) {
            return of(argument.get(0).textValue(), argument.get(1));
        }
        StringBuilder joined = new StringBuilder();
        for (int i = 1; i < argument.size(); i++) {
            joined.append(i == 1 ? "" : ".").append(argument.get(i).asText());
        }
        return of(argument.get(0).textValue(), TextNode.valueOf(joined.toString()));
    }

    private static AttributeName of(String logicalId, JsonNode attribute) {
        boolean isText = attribute.isTextual() && !attribute.textValue().isEmpty();
        if (logicalId.isEmpty() || !(isText || attribute.isObject())) {
            throw malformed();
        }
        return new AttributeName(logicalId, attribute);
    }

    static RequestException malformed() {
        return Refusal.error("every Fn::GetAtt object requires two non-empty parameters, the resource name and the "
                + "resource attribute");
    }
}
