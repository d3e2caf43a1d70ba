package io.millrace.server.gateway.validate;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// That each reference of a schema leads somewhere, and none back to itself without going down into the value:
/// checking against such a schema would not end.
final class SchemaReferences {
    private static final List<String> SAME_VALUE = List.of("allOf", "anyOf", "oneOf");

    private final String model;
    private final JsonNode root;
    private final Set<JsonNode> open = identitySet();
    private final Set<JsonNode> done = identitySet();

    private SchemaReferences(String model, JsonNode root) {
        this.model = model;
        this.root = root;
    }

    static void check(String model, JsonNode root) throws ModelException {
        try {
            new SchemaReferences(model, root).all(root);
        } catch (StackOverflowError e) {
            throw new ModelException("The schema of model " + model + " is nested too deeply");
        }
    }

    private void all(JsonNode node) throws ModelException {
        if (node instanceof ObjectNode schema) {
            ends(schema);
        }
        for (JsonNode child : node) {
            all(child);
        }
    }

    /// Follows what is checked against the same value.
    private void ends(JsonNode schema) throws ModelException {
        if (done.contains(schema)) {
            return;
        }
        if (!open.add(schema)) {
            throw new ModelException("The schema of model " + model + " refers to itself without end");
        }
        for (JsonNode next : sameValue(schema)) {
            ends(next);
        }
        open.remove(schema);
        done.add(schema);
    }

    private List<JsonNode> sameValue(JsonNode schema) throws ModelException {
        List<JsonNode> next = new ArrayList<>();
        JsonNode reference = schema.path("$ref");
        if (reference.isTextual()) {
            next.add(target(reference.textValue()));
            return next;
        }
        for (String name : SAME_VALUE) {
            schema.path(name).forEach(next::add);
        }
        if (schema.path("not").isObject()) {
            next.add(schema.path("not"));
        }
        for (Map.Entry<String, JsonNode> dependency :
                schema.path("dependencies").properties()) {
            if (dependency.getValue().isObject()) {
                next.add(dependency.getValue());
            }
        }
        return next;
    }

    private JsonNode target(String reference) throws ModelException {
        try {
            String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonNode target = root.at(JsonPointer.compile(pointer));
            if (target.isObject()) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            throw new ModelException("Model " + model + " has a reference that is none: " + reference);
        }
        throw new ModelException("Model " + model + " refers to a schema that is not there: " + reference);
    }

    private static Set<JsonNode> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
