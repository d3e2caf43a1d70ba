package io.millrace.core.stack.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.type.PropertySchema.Kind;
import java.math.BigDecimal;

/// Turns single values into what a property wants: texts into numbers, numbers into texts.
final class Scalars {
    private static final int DIGITS_MAX = 32;

    private Scalars() {}

    static JsonNode coerced(JsonNode value, Kind kind, String path) {
        if (kind == Kind.JSON) {
            return value;
        }
        if (value.isContainerNode() || value.isNull()) {
            throw wrong(path, kind);
        }
        return switch (kind) {
            case STRING -> TextNode.valueOf(value.asText());
            case BOOLEAN -> bool(value, path);
            case INTEGER -> integer(value, path);
            case NUMBER -> value.isNumber() ? value : DecimalNode.valueOf(decimal(value, kind, path));
            case JSON -> value;
        };
    }

    private static JsonNode bool(JsonNode value, String path) {
        return switch (value.asText()) {
            case "true", "True" -> BooleanNode.TRUE;
            case "false", "False" -> BooleanNode.FALSE;
            default -> throw wrong(path, Kind.BOOLEAN);
        };
    }

    private static JsonNode integer(JsonNode value, String path) {
        try {
            long number = decimal(value, Kind.INTEGER, path).longValueExact();
            return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
        } catch (ArithmeticException e) {
            throw wrong(path, Kind.INTEGER);
        }
    }

    private static BigDecimal decimal(JsonNode value, Kind kind, String path) {
        String text = value.asText().strip();
        try {
            if (text.length() <= DIGITS_MAX && !value.isBoolean()) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw wrong(path, kind);
        }
        throw wrong(path, kind);
    }

    private static RequestException wrong(String path, Kind kind) {
        String wanted =
                switch (kind) {
                    case STRING -> "a string";
                    case INTEGER -> "an integer";
                    case NUMBER -> "a number";
                    case BOOLEAN -> "true or false";
                    case JSON -> "JSON";
                };
        return new RequestException("ValidationError", path + " must be " + wanted);
    }
}
