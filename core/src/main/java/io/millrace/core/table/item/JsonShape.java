package io.millrace.core.table.item;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.util.Base64;
import java.util.Locale;

/// Whether JSON has the shape that DynamoDB's API gives it, in the words of AWS's parser. What is `null` is as if it
/// were
/// not there; members that the API does not know are not looked at.
///
/// All errors are [RequestException]s: SerializationException.
public final class JsonShape {
    private static final String PACKAGE = "com.amazonaws.dynamodb.v20120810.";
    private static final String VALUE = "AttributeValue";
    private static final int QUANTUM_CHARS = 4;

    private JsonShape() {}

    /// All of an item, without looking at what its values are.
    static void checkItem(JsonNode item) {
        values(item).forEachEntry((name, value) -> checkValue(value));
    }

    /// All of a value, without looking at what it is.
    static void checkValue(JsonNode value) {
        if (value.isNull()) {
            return;
        }
        value(value).forEachEntry((type, content) -> {
            if (!content.isNull()) {
                checkContent(type, content);
            }
        });
    }

    private static void checkContent(String type, JsonNode content) {
        switch (type) {
            case "S", "N" -> text(content);
            case "B" -> blob(content);
            case "BOOL", "NULL" -> bool(content);
            case "SS", "NS" -> list(content).forEach(JsonShape::text);
            case "BS" -> list(content).forEach(JsonShape::blob);
            case "L" -> list(content).forEach(JsonShape::checkValue);
            case "M" -> checkItem(content);
            default -> {
                // Not a type: passed over.
            }
        }
    }

    /// A structure in a map or in a list.
    ///
    /// @param type the API's name of the structure
    public static JsonNode element(JsonNode node, String type) {
        return structure(node, type, "Unexpected value type in payload");
    }

    /// A structure in a structure, such as `Expected.a.Value`.
    ///
    /// @param type the API's name of the structure
    public static JsonNode field(JsonNode node, String type) {
        return structure(node, type, "Unexpected field type");
    }

    private static JsonNode structure(JsonNode node, String type, String unexpected) {
        if (node.isArray()) {
            throw TableFaults.serialization("Unrecognized collection type class " + PACKAGE + type);
        }
        if (!node.isObject()) {
            throw TableFaults.serialization(unexpected);
        }
        return node;
    }

    /// A map of names to structures.
    ///
    /// @param type the API's name of the structures
    public static JsonNode map(JsonNode node, String type) {
        return mapOf(node, PACKAGE + type);
    }

    /// A map of names to texts.
    public static JsonNode texts(JsonNode node) {
        return mapOf(node, "java.lang.String");
    }

    private static JsonNode mapOf(JsonNode node, String type) {
        if (node.isArray()) {
            throw TableFaults.serialization(
                    "Unrecognized collection type java.util.Map<java.lang.String, " + type + ">");
        }
        if (!node.isObject()) {
            throw TableFaults.serialization("Unexpected field type");
        }
        return node;
    }

    static JsonNode value(JsonNode node) {
        return element(node, VALUE);
    }

    static JsonNode valueField(JsonNode node) {
        return field(node, VALUE);
    }

    static JsonNode values(JsonNode node) {
        return map(node, VALUE);
    }

    public static JsonNode list(JsonNode node) {
        if (node.isObject()) {
            throw notHere();
        }
        if (!node.isArray()) {
            throw TableFaults.serialization("Unexpected field type");
        }
        return node;
    }

    public static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isObject()) {
            throw notHere();
        }
        if (node.isNull()) {
            return "";
        }
        throw TableFaults.serialization(
                node.isArray()
                        ? "Unrecognized collection type class java.lang.String"
                        : token(node) + " cannot be converted to String");
    }

    /// Texts that mean it are taken too, as AWS takes them.
    public static boolean bool(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isObject()) {
            throw notHere();
        }
        if (node.isArray()) {
            throw TableFaults.serialization("Unrecognized collection type class java.lang.Boolean");
        }
        if (node.isNumber()) {
            throw TableFaults.serialization(token(node) + " cannot be converted to Boolean");
        }
        return switch (node.asText().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw TableFaults.serialization("Unexpected token received from parser");
        };
    }

    static Bytes blob(JsonNode node) {
        if (node.isObject()) {
            throw notHere();
        }
        if (node.isArray()) {
            throw TableFaults.serialization("Unrecognized collection type class java.nio.ByteBuffer");
        }
        if (node.isNull()) {
            return Bytes.of(new byte[0]);
        }
        if (!node.isTextual()) {
            throw TableFaults.serialization("only base-64-encoded strings are convertible to bytes");
        }
        return Bytes.of(base64(node.textValue()));
    }

    private static byte[] base64(String text) {
        int length = text.length();
        if (length % QUANTUM_CHARS != 0) {
            throw TableFaults.serialization(
                    "Base64 encoded length is expected a multiple of 4 bytes but found: " + length);
        }
        int pads = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        if (pads > 0 && (sixBits(text.charAt(length - pads - 1)) & (pads == 2 ? 0xF : 0x3)) != 0) {
            throw TableFaults.serialization("Invalid last non-pad Base64 character dectected");
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw TableFaults.serialization("Invalid Base64 character in input");
        }
    }

    /// What a character stands for in base64; for one that is not of it, nothing that a last one may be.
    private static int sixBits(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : 63;
    }

    private static String token(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE";
        }
        return node.isIntegralNumber() ? "NUMBER_VALUE" : "DECIMAL_VALUE";
    }

    private static RequestException notHere() {
        return TableFaults.serialization("Start of structure or map found where not expected");
    }
}
