package io.millrace.server.provision.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tags of a resource: those of its stack, and its own, which win. Keys that begin with `aws:` are AWS's to give,
/// and
/// the services here refuse them, so that those which CloudFormation adds at AWS are not there.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-resource-tags.html>
public record Tags(Map<String, String> values) {
    private static final String RESERVED = "aws:";

    public Tags {
        values = new TreeMap<>(values);
    }

    /// With the property `Tags`, a list of `Key` and `Value`.
    public static Tags of(ResourceCall call) {
        return of(call, call.properties().path("Tags"));
    }

    /// @param own a list of `Key` and `Value`, or nothing
    public static Tags of(ResourceCall call, JsonNode own) {
        Map<String, String> all = new TreeMap<>(call.stack().tags());
        own.forEach(tag -> all.put(tag.path("Key").asText(), tag.path("Value").asText()));
        all.keySet().removeIf(key -> key.startsWith(RESERVED));
        return new Tags(all);
    }

    /// As an object, or nothing when there are none.
    public Optional<ObjectNode> object() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach(object::put);
        return Optional.of(object).filter(tags -> !tags.isEmpty());
    }

    /// As a list of `Key` and `Value`, or nothing when there are none.
    public Optional<ArrayNode> list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return Optional.of(list).filter(tags -> !tags.isEmpty());
    }

    /// Keys that are there and are to go.
    ///
    /// @param present as an object
    public SequencedSet<String> gone(JsonNode present) {
        SequencedSet<String> gone = new TreeSet<>();
        present.fieldNames().forEachRemaining(gone::add);
        gone.removeAll(values.keySet());
        return gone;
    }
}
