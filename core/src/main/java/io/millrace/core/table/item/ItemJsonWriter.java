package io.millrace.core.table.item;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes items as the JSON of DynamoDB's API, straight to a generator where speed counts, or as a tree.
public final class ItemJsonWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ItemJsonWriter() {}

    public static ObjectNode write(Item item) {
        return members(item.attributes());
    }

    public static ObjectNode write(AttributeValue value) {
        ObjectNode node = NODES.objectNode();
        String type = value.type();
        switch (value) {
            case AttributeValue.S(String text) -> node.put(type, text);
            case AttributeValue.N(BigDecimal number) -> node.put(type, DynamoNumber.text(number));
            case AttributeValue.B(Bytes bytes) -> node.put(type, base64(bytes));
            case AttributeValue.Bool(boolean truth) -> node.put(type, truth);
            case AttributeValue.Null ignored -> node.put(type, true);
            case AttributeValue.L(List<AttributeValue> values) -> {
                ArrayNode list = node.putArray(type);
                values.forEach(element -> list.add(write(element)));
            }
            case AttributeValue.M(Map<String, AttributeValue> map) -> node.set(type, members(map));
            case AttributeValue.SS(Set<String> set) -> set.forEach(node.putArray(type)::add);
            case AttributeValue.NS(Set<BigDecimal> set) -> {
                ArrayNode list = node.putArray(type);
                set.forEach(number -> list.add(DynamoNumber.text(number)));
            }
            case AttributeValue.BS(Set<Bytes> set) -> {
                ArrayNode list = node.putArray(type);
                set.forEach(bytes -> list.add(base64(bytes)));
            }
        }
        return node;
    }

    /// Writes an item where a value is expected.
    public static void write(Item item, JsonGenerator generator) throws IOException {
        writeMembers(item.attributes(), generator);
    }

    /// Writes a value where one is expected.
    public static void write(AttributeValue value, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        generator.writeFieldName(value.type());
        switch (value) {
            case AttributeValue.S(String text) -> generator.writeString(text);
            case AttributeValue.N(BigDecimal number) -> generator.writeString(DynamoNumber.text(number));
            case AttributeValue.B(Bytes bytes) -> generator.writeString(base64(bytes));
            case AttributeValue.Bool(boolean truth) -> generator.writeBoolean(truth);
            case AttributeValue.Null ignored -> generator.writeBoolean(true);
            case AttributeValue.L(List<AttributeValue> values) -> writeElements(values, generator);
            case AttributeValue.M(Map<String, AttributeValue> map) -> writeMembers(map, generator);
            case AttributeValue.SS(Set<String> set) -> writeTexts(set, generator);
            case AttributeValue.NS(Set<BigDecimal> set) ->
                writeTexts(set.stream().map(DynamoNumber::text).toList(), generator);
            case AttributeValue.BS(Set<Bytes> set) ->
                writeTexts(set.stream().map(ItemJsonWriter::base64).toList(), generator);
        }
        generator.writeEndObject();
    }

    private static ObjectNode members(Map<String, AttributeValue> map) {
        ObjectNode node = NODES.objectNode();
        map.forEach((name, value) -> node.set(name, write(value)));
        return node;
    }

    private static void writeMembers(Map<String, AttributeValue> map, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, AttributeValue> member : map.entrySet()) {
            generator.writeFieldName(member.getKey());
            write(member.getValue(), generator);
        }
        generator.writeEndObject();
    }

    private static void writeElements(List<AttributeValue> values, JsonGenerator generator) throws IOException {
        generator.writeStartArray();
        for (AttributeValue value : values) {
            write(value, generator);
        }
        generator.writeEndArray();
    }

    private static void writeTexts(Iterable<String> texts, JsonGenerator generator) throws IOException {
        generator.writeStartArray();
        for (String text : texts) {
            generator.writeString(text);
        }
        generator.writeEndArray();
    }

    private static String base64(Bytes bytes) {
        return Base64.getEncoder().encodeToString(bytes.content());
    }
}
