package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// An index over partitions. Kept only: partitions are found as quickly without.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html>
///
/// @param keys names of partition keys of its table
public record PartitionIndex(String name, List<String> keys) {
    public PartitionIndex {
        keys = List.copyOf(keys);
    }

    ObjectNode write() {
        ObjectNode kept = JsonNodeFactory.instance.objectNode().put("Name", name);
        keys.forEach(kept.putArray("Keys")::add);
        return kept;
    }

    static PartitionIndex read(JsonNode kept) {
        return new PartitionIndex(kept.required("Name").textValue(), GlueInputs.texts(kept.required("Keys")));
    }
}
