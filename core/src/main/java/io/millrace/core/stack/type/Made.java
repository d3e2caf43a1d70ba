package io.millrace.core.stack.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// What there is after a step: what `Ref` and `Fn::GetAtt` give.
///
/// @param physicalId what `Ref` gives, and what the resource is found by from now on
/// @param attributes by name, as written behind `Fn::GetAtt`
public record Made(String physicalId, Map<String, JsonNode> attributes) {
    public Made {
        attributes = Map.copyOf(attributes);
    }

    public static Made of(String physicalId) {
        return new Made(physicalId, Map.of());
    }

    /// With one attribute more.
    public Made with(String attribute, String value) {
        return with(attribute, TextNode.valueOf(value));
    }

    /// With one attribute more.
    public Made with(String attribute, JsonNode value) {
        Map<String, JsonNode> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return new Made(physicalId, more);
    }
}
