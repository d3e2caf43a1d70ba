package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A transform under way: what was generated so far and what all parts of it need to know. Not thread-safe.
final class Assembly {
    private final ObjectNode template;
    private final String region;
    private final Map<String, JsonNode> parameters = new LinkedHashMap<>();
    private final Map<String, ObjectNode> generated = new LinkedHashMap<>();
    private final Map<String, String> references = new LinkedHashMap<>();
    private final Map<String, ApiBody> bodies = new LinkedHashMap<>();

    Assembly(ObjectNode template, Map<String, String> parameterValues, String region) {
        this.template = template;
        this.region = region;
        template.path("Parameters").properties().forEach(parameter -> {
            if (parameter.getValue().hasNonNull("Default")) {
                parameters.put(parameter.getKey(), parameter.getValue().get("Default"));
            }
        });
        parameterValues.forEach(
                (name, value) -> parameters.put(name, Nodes.list(value).get(0)));
        parameters.put("AWS::Region", Nodes.list(region).get(0));
    }

    /// Adds a resource.
    ///
    /// @param attributes beside type and properties
    void put(String id, String type, ObjectNode properties, ObjectNode attributes) {
        ObjectNode resource = Nodes.object("Type", type, "Properties", properties);
        resource.setAll(attributes);
        if (generated.putIfAbsent(id, resource) != null) {
            throw new InvalidResourceException(
                    "Two resources of the transform have the logical id " + id + ": rename one.");
        }
    }

    Map<String, ObjectNode> generated() {
        return generated;
    }

    /// Lets `Ref` and `Fn::GetAtt` of a name that SAM made up (`Function.Version`) lead to a logical id.
    void alias(String id, String property, String logicalId) {
        references.put(id + "." + property, logicalId);
    }

    /// What stands for `id` itself, where the transform gave it another logical id (layers).
    void alias(String id, String logicalId) {
        references.put(id, logicalId);
    }

    Map<String, String> references() {
        return references;
    }

    ApiBody body(String apiId) {
        return bodies.computeIfAbsent(apiId, ApiBody::new);
    }

    /// A declaration of the template by its logical id; missing node when there is none.
    JsonNode declared(String id) {
        return template.path("Resources").path(id);
    }

    /// Names a condition that holds when one of the others does.
    void either(String name, Iterable<String> conditions) {
        ObjectNode all = template.withObjectProperty("Conditions");
        ObjectNode either = Nodes.object("Fn::Or", Nodes.list());
        conditions.forEach(condition -> either.withArrayProperty("Fn::Or").add(Nodes.object("Condition", condition)));
        all.set(name, either);
    }

    /// The value with a `Ref` to a parameter replaced by the parameter's value; any other value as it is.
    JsonNode resolved(JsonNode value) {
        return Nodes.referred(value)
                .map(name -> parameters.getOrDefault(name, value))
                .orElse(value);
    }

    /// Like [#resolved], at any depth.
    JsonNode resolvedDeep(JsonNode value) {
        JsonNode top = resolved(value);
        if (top.isObject()) {
            ObjectNode copy = Nodes.object();
            top.properties().forEach(field -> copy.set(field.getKey(), resolvedDeep(field.getValue())));
            return copy;
        }
        if (top.isArray()) {
            Object[] items = new Object[top.size()];
            for (int i = 0; i < items.length; i++) {
                items[i] = resolvedDeep(top.get(i));
            }
            return Nodes.list(items);
        }
        return top;
    }

    /// The literal text of a value, parameters resolved; empty where it hangs on more than parameters.
    Optional<String> literal(JsonNode value) {
        JsonNode known = resolved(value);
        return known.isValueNode() && !known.isNull() ? Optional.of(known.asText()) : Optional.empty();
    }

    /// `aws`, `aws-cn`, `aws-us-gov`: as the region has it.
    String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
