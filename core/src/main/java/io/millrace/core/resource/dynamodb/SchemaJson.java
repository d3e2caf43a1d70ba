package io.millrace.core.resource.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.IndexSchema.Projection;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// Keys and indexes in the members that AWS has for them.
public final class SchemaJson {
    private SchemaJson() {}

    /// `AttributeDefinitions`.
    public static ArrayNode attributes(Map<String, KeyType> attributes) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        attributes.forEach(
                (name, type) -> list.addObject().put("AttributeName", name).put("AttributeType", type.name()));
        return list;
    }

    /// `KeySchema`.
    public static ArrayNode keys(KeySchema keys) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        list.addObject().put("AttributeName", keys.hash().name()).put("KeyType", "HASH");
        keys.range()
                .ifPresent(range ->
                        list.addObject().put("AttributeName", range.name()).put("KeyType", "RANGE"));
        return list;
    }

    /// An index with `IndexName`, `KeySchema` and `Projection`.
    public static ObjectNode index(IndexSchema index) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("IndexName", index.name());
        shown.set("KeySchema", keys(index.keys()));
        ObjectNode projection = shown.putObject("Projection")
                .put("ProjectionType", index.projection().name());
        if (!index.nonKeyAttributes().isEmpty()) {
            index.nonKeyAttributes().forEach(projection.putArray("NonKeyAttributes")::add);
        }
        return shown;
    }

    static ObjectNode write(TableSchema schema) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.set("AttributeDefinitions", attributes(schema.attributes()));
        kept.set("KeySchema", keys(schema.keys()));
        ArrayNode local = kept.putArray("LocalSecondaryIndexes");
        schema.local().forEach(index -> local.add(index(index)));
        ArrayNode global = kept.putArray("GlobalSecondaryIndexes");
        for (GlobalIndex index : schema.global()) {
            ObjectNode shown =
                    index(index.schema()).put("IndexStatus", index.status().name());
            shown.set("Capacity", SettingsJson.capacity(index.capacity()));
            index.onDemand().ifPresent(bounds -> shown.set("OnDemandThroughput", SettingsJson.onDemand(bounds)));
            global.add(shown);
        }
        return kept;
    }

    static TableSchema read(JsonNode kept) {
        SequencedMap<String, KeyType> attributes = new LinkedHashMap<>();
        kept.required("AttributeDefinitions")
                .forEach(one -> attributes.put(
                        one.required("AttributeName").textValue(),
                        KeyType.valueOf(one.required("AttributeType").textValue())));
        List<IndexSchema> local = new ArrayList<>();
        kept.required("LocalSecondaryIndexes").forEach(index -> local.add(readIndex(index, attributes)));
        List<GlobalIndex> global = new ArrayList<>();
        kept.required("GlobalSecondaryIndexes")
                .forEach(index -> global.add(new GlobalIndex(
                        readIndex(index, attributes),
                        GlobalIndex.Status.valueOf(index.required("IndexStatus").textValue()),
                        SettingsJson.readCapacity(index.required("Capacity")),
                        Optional.ofNullable(index.get("OnDemandThroughput")).map(SettingsJson::readOnDemand))));
        return new TableSchema(attributes, readKeys(kept.required("KeySchema"), attributes), local, global);
    }

    private static IndexSchema readIndex(JsonNode index, Map<String, KeyType> attributes) {
        JsonNode projection = index.required("Projection");
        Set<String> others = new LinkedHashSet<>();
        projection.path("NonKeyAttributes").forEach(name -> others.add(name.textValue()));
        return new IndexSchema(
                index.required("IndexName").textValue(),
                readKeys(index.required("KeySchema"), attributes),
                Projection.valueOf(projection.required("ProjectionType").textValue()),
                others);
    }

    private static KeySchema readKeys(JsonNode list, Map<String, KeyType> attributes) {
        Optional<JsonNode> range = Optional.ofNullable(list.get(1));
        return new KeySchema(key(list.required(0), attributes), range.map(element -> key(element, attributes)));
    }

    private static KeyAttribute key(JsonNode element, Map<String, KeyType> attributes) {
        String name = element.required("AttributeName").textValue();
        return new KeyAttribute(name, attributes.get(name));
    }
}
