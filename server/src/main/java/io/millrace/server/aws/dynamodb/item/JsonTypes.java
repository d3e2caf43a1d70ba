package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.TableFaults;
import java.util.Locale;

/// JSON of the types that members have, or the SerializationException that DynamoDB answers to any other.
final class JsonTypes {
    private static final String MODEL = "com.amazonaws.dynamodb.v20120810.";
    private static final String NO_MAP = "Start of structure or map found where not expected";

    private JsonTypes() {}

    static String string(JsonNode value) {
        if (!value.isTextual()) {
            throw scalar(value, "String");
        }
        return value.textValue();
    }

    static int integer(JsonNode value) {
        if (!value.isNumber()) {
            throw scalar(value, "Integer");
        }
        return value.intValue();
    }

    /// DynamoDB takes a few words for it too.
    static boolean bool(JsonNode value) {
        if (value.isTextual()) {
            return switch (value.textValue().toUpperCase(Locale.ROOT)) {
                case "TRUE", "1", "YES" -> true;
                case "FALSE", "0", "NO" -> false;
                default -> throw TableFaults.serialization("Unexpected token received from parser");
            };
        }
        if (!value.isBoolean()) {
            throw scalar(value, "Boolean");
        }
        return value.booleanValue();
    }

    static ArrayNode list(JsonNode value) {
        if (value instanceof ArrayNode list) {
            return list;
        }
        throw TableFaults.serialization(value.isObject() ? NO_MAP : "Unexpected field type");
    }

    /// @param elements the type of its values as the API's model has it: `AttributeValue`
    static ObjectNode map(JsonNode value, String elements) {
        if (value instanceof ObjectNode map) {
            return map;
        }
        String type = elements.contains(".") ? elements : MODEL + elements;
        throw TableFaults.serialization(
                value.isArray()
                        ? "Unrecognized collection type java.util.Map<java.lang.String, " + type + ">"
                        : "Unexpected field type");
    }

    /// A structure in a list or a map.
    static ObjectNode element(JsonNode value, String type) {
        return structure(value, type, "Unexpected value type in payload");
    }

    /// A structure that is a member.
    static ObjectNode field(JsonNode value, String type) {
        return structure(value, type, "Unexpected field type");
    }

    private static ObjectNode structure(JsonNode value, String type, String otherwise) {
        if (value instanceof ObjectNode structure) {
            return structure;
        }
        throw TableFaults.serialization(
                value.isArray() ? "Unrecognized collection type class " + MODEL + type : otherwise);
    }

    private static RequestException scalar(JsonNode value, String type) {
        return TableFaults.serialization(
                switch (value.getNodeType()) {
                    case ARRAY -> "Unrecognized collection type class java.lang." + type;
                    case OBJECT, POJO -> NO_MAP;
                    case BOOLEAN -> (value.booleanValue() ? "TRUE" : "FALSE") + "_VALUE cannot be converted to " + type;
                    case NUMBER ->
                        (value.isIntegralNumber() ? "NUMBER" : "DECIMAL") + "_VALUE cannot be converted to " + type;
                    case STRING, BINARY -> "STRING_VALUE cannot be converted to " + type;
                    case NULL, MISSING -> "NULL_VALUE cannot be converted to " + type;
                });
    }
}
