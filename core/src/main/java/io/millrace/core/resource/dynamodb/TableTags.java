package io.millrace.core.resource.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// The tags of a table, in the order they were given; kept only. Immutable.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Tag.html>
///
/// @param values by key
public record TableTags(SequencedMap<String, String> values) {
    public static final TableTags NONE = new TableTags(new LinkedHashMap<>());

    public TableTags {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /// These tags with others, which replace those of the same key.
    public TableTags with(TableTags more) {
        SequencedMap<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more.values);
        return new TableTags(all);
    }

    /// These tags less those of the keys.
    public TableTags without(Collection<String> keys) {
        SequencedMap<String, String> left = new LinkedHashMap<>(values);
        left.keySet().removeAll(keys);
        return new TableTags(left);
    }

    /// As AWS writes them: a list of `{Key, Value}`.
    public ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return list;
    }

    /// What [#json] gave.
    static TableTags read(JsonNode list) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        list.forEach(tag -> values.put(
                tag.required("Key").textValue(), tag.required("Value").textValue()));
        return new TableTags(values);
    }
}
