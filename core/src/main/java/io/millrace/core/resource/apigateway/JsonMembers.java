package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes the members of an object as API Gateway answers them: what is absent or empty is left out, maps are in the
/// order of their keys. Not thread-safe.
public final class JsonMembers {
    private final ObjectNode node = JsonNodeFactory.instance.objectNode();

    public JsonMembers text(String name, String value) {
        node.put(name, value);
        return this;
    }

    public JsonMembers text(String name, Optional<String> value) {
        value.ifPresent(text -> node.put(name, text));
        return this;
    }

    public JsonMembers flag(String name, boolean value) {
        node.put(name, value);
        return this;
    }

    public JsonMembers whole(String name, int value) {
        node.put(name, value);
        return this;
    }

    public JsonMembers whole(String name, Optional<Integer> value) {
        value.ifPresent(number -> node.put(name, number));
        return this;
    }

    /// In seconds since 1970.
    public JsonMembers time(String name, Instant value) {
        node.put(name, value.getEpochSecond());
        return this;
    }

    /// Whatever it is, also when it is empty.
    public JsonMembers any(String name, JsonNode value) {
        node.set(name, value);
        return this;
    }

    public JsonMembers any(String name, Optional<? extends JsonNode> value) {
        value.ifPresent(json -> node.set(name, json));
        return this;
    }

    /// Each as a member of its own.
    public JsonMembers all(Map<String, JsonNode> members) {
        new TreeMap<>(members).forEach(node::set);
        return this;
    }

    public JsonMembers texts(String name, Map<String, String> values) {
        return values.isEmpty() ? this : any(name, object(values));
    }

    public JsonMembers flags(String name, Map<String, Boolean> values) {
        if (!values.isEmpty()) {
            ObjectNode object = node.putObject(name);
            new TreeMap<>(values).forEach(object::put);
        }
        return this;
    }

    public JsonMembers nodes(String name, Map<String, ? extends JsonNode> values) {
        if (!values.isEmpty()) {
            ObjectNode object = node.putObject(name);
            new TreeMap<>(values).forEach(object::set);
        }
        return this;
    }

    public JsonMembers list(String name, Collection<String> values) {
        return values.isEmpty() ? this : any(name, array(values));
    }

    public JsonMembers nodes(String name, Collection<? extends JsonNode> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(name);
            values.forEach(array::add);
        }
        return this;
    }

    public ObjectNode node() {
        return node;
    }

    public static ArrayNode array(Collection<String> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(array::add);
        return array;
    }

    public static ObjectNode object(Map<String, String> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(values).forEach(object::put);
        return object;
    }
}
