package io.millrace.core.resource.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Values that several kinds of this package keep.
final class StackJson {
    private StackJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ObjectNode texts(Map<String, String> values) {
        ObjectNode json = object();
        new TreeMap<>(values).forEach(json::put);
        return json;
    }

    static Map<String, String> texts(JsonNode json) {
        Map<String, String> values = new HashMap<>();
        json.properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().textValue()));
        return values;
    }

    static ObjectNode nodes(Map<String, JsonNode> values) {
        ObjectNode json = object();
        new TreeMap<>(values).forEach(json::set);
        return json;
    }

    static Map<String, JsonNode> nodes(JsonNode json) {
        Map<String, JsonNode> values = new HashMap<>();
        json.properties().forEach(value -> values.put(value.getKey(), value.getValue()));
        return values;
    }

    static ArrayNode list(Collection<String> values) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        values.forEach(json::add);
        return json;
    }

    static ArrayNode set(Set<String> values) {
        return list(new TreeSet<>(values));
    }

    static <T> ArrayNode array(List<T> values, Function<T, ObjectNode> write) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> json.add(write.apply(value)));
        return json;
    }

    static <T> List<T> list(JsonNode json, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>();
        json.forEach(value -> values.add(read.apply(value)));
        return values;
    }

    static List<String> list(JsonNode json) {
        return list(json, JsonNode::textValue);
    }

    static Set<String> set(JsonNode json) {
        return new HashSet<>(list(json));
    }

    static String text(JsonNode json, String name) {
        return json.required(name).textValue();
    }

    static Optional<String> optional(JsonNode json, String name) {
        return Optional.ofNullable(json.path(name).textValue());
    }

    static Instant time(JsonNode json, String name) {
        return Instant.parse(text(json, name));
    }

    static ObjectNode options(StackOptions options) {
        ObjectNode json = object();
        json.set("Tags", texts(options.tags()));
        json.set("Capabilities", list(options.capabilities()));
        json.set("NotificationARNs", list(options.notificationArns()));
        options.roleArn().ifPresent(role -> json.put("RoleARN", role));
        json.put("DisableRollback", options.disableRollback()).put("DeleteOnFailure", options.deleteOnFailure());
        options.timeoutMinutes().ifPresent(minutes -> json.put("TimeoutInMinutes", minutes));
        options.clientRequestToken().ifPresent(token -> json.put("ClientRequestToken", token));
        return json;
    }

    static StackOptions options(JsonNode json) {
        return new StackOptions(
                texts(json.required("Tags")),
                list(json.required("Capabilities")),
                list(json.required("NotificationARNs")),
                optional(json, "RoleARN"),
                json.required("DisableRollback").booleanValue(),
                json.required("DeleteOnFailure").booleanValue(),
                json.has("TimeoutInMinutes")
                        ? Optional.of(json.get("TimeoutInMinutes").intValue())
                        : Optional.empty(),
                optional(json, "ClientRequestToken"));
    }

    static ObjectNode plans(StackPlans plans) {
        ObjectNode json = object().put("Description", plans.description());
        json.set("Parameters", texts(plans.parameters()));
        json.set("Options", options(plans.options()));
        json.set("Imports", set(plans.imports()));
        return json;
    }

    static StackPlans plans(JsonNode json) {
        return new StackPlans(
                text(json, "Description"),
                texts(json.required("Parameters")),
                options(json.required("Options")),
                set(json.required("Imports")));
    }
}
