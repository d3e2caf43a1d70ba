package io.millrace.server.aws.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Checks that values have their types, as DynamoDB does before it looks at anything else.
///
/// Errors are `SerializationException` in DynamoDB's words.
final class MemberTypes {
    private static final String STRUCTURE_FOUND = "Start of structure or map found where not expected";
    private static final String UNEXPECTED_FIELD = "Unexpected field type";
    private static final String PARAMETERIZED =
            "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class"
                    + " (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module"
                    + " java.base of loader 'bootstrap')";
    private static final String PACKAGE = "com.amazonaws.dynamodb.v20120810.";
    private static final int BASE64_CHARS = 4;

    /// The members of an AttributeValue.
    private static final SequencedMap<String, Member> ATTRIBUTE = attribute();

    private MemberTypes() {}

    private static SequencedMap<String, Member> attribute() {
        SequencedMap<String, Member> members = new LinkedHashMap<>();
        members.put("S", Member.string());
        members.put("B", Member.blob());
        members.put("N", Member.string());
        members.put("BOOL", Member.bool());
        members.put("NULL", Member.bool());
        members.put("BS", Member.list(Member.blob()));
        members.put("NS", Member.list(Member.string()));
        members.put("SS", Member.list(Member.string()));
        members.put("L", Member.list(Member.attribute()));
        members.put("M", Member.map(Member.attribute()));
        return members;
    }

    /// @throws RequestException `SerializationException`
    static void check(JsonNode request, Member input) {
        if (!request.isObject()) {
            throw serialization(UNEXPECTED_FIELD);
        }
        members(request, input.members());
    }

    private static void members(JsonNode object, Map<String, Member> members) {
        members.forEach((name, member) -> {
            JsonNode value = object.get(name);
            if (value != null && !value.isNull()) {
                value(value, member, false);
            }
        });
    }

    /// @param inside whether it is an element of a list or a value of a map
    private static void value(JsonNode value, Member member, boolean inside) {
        switch (member.type()) {
            case STRING -> scalar(value, value.isTextual(), "String");
            case BOOLEAN -> scalar(value, value.isBoolean(), "Boolean");
            case INTEGER -> scalar(value, value.isNumber(), "Integer");
            case LONG -> scalar(value, value.isNumber(), "Long");
            case BLOB -> blob(value);
            case LIST -> list(value, member, inside);
            case MAP -> map(value, member, inside);
            case STRUCTURE -> structure(value, member.members(), member.className(), inside);
            case ATTRIBUTE -> structure(value, ATTRIBUTE, "AttributeValue", inside);
        }
    }

    private static void scalar(JsonNode value, boolean fits, String type) {
        if (fits) {
            return;
        }
        if (value.isArray()) {
            throw serialization("Unrecognized collection type class java.lang." + type);
        }
        if (value.isObject()) {
            throw serialization(STRUCTURE_FOUND);
        }
        if (value.isTextual() && type.equals("Boolean")) {
            throw serialization("Unexpected token received from parser");
        }
        String found = value.isBoolean()
                ? (value.booleanValue() ? "TRUE_VALUE" : "FALSE_VALUE")
                : value.isTextual() ? "STRING_VALUE" : value.isIntegralNumber() ? "NUMBER_VALUE" : "DECIMAL_VALUE";
        throw serialization(found + " cannot be converted to " + type);
    }

    private static void blob(JsonNode value) {
        if (value.isArray()) {
            throw serialization("Unrecognized collection type class java.nio.ByteBuffer");
        }
        if (value.isObject()) {
            throw serialization(STRUCTURE_FOUND);
        }
        if (!value.isTextual()) {
            throw serialization("only base-64-encoded strings are convertible to bytes");
        }
        String text = value.textValue();
        if (text.length() % BASE64_CHARS != 0) {
            throw serialization("Base64 encoded length is expected a multiple of 4 bytes but found: " + text.length());
        }
        try {
            Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw serialization("Invalid last non-pad Base64 character dectected");
        }
    }

    private static void list(JsonNode value, Member member, boolean inside) {
        if (value.isObject()) {
            throw serialization(STRUCTURE_FOUND);
        }
        if (!value.isArray()) {
            throw serialization(inside ? PARAMETERIZED : UNEXPECTED_FIELD);
        }
        Member element = member.element().orElseThrow();
        for (JsonNode one : value) {
            if (!one.isNull()) {
                value(one, element, true);
            }
        }
    }

    private static void map(JsonNode value, Member member, boolean inside) {
        Member element = member.element().orElseThrow();
        if (value.isArray()) {
            throw serialization(
                    "Unrecognized collection type java.util.Map<java.lang.String, " + className(element) + ">");
        }
        if (!value.isObject()) {
            throw serialization(inside ? PARAMETERIZED : UNEXPECTED_FIELD);
        }
        for (JsonNode one : value) {
            if (!one.isNull()) {
                value(one, element, true);
            }
        }
    }

    private static void structure(JsonNode value, Map<String, Member> members, String className, boolean inside) {
        if (value.isArray()) {
            throw serialization("Unrecognized collection type class " + PACKAGE + className);
        }
        if (!value.isObject()) {
            throw serialization(inside ? "Unexpected value type in payload" : UNEXPECTED_FIELD);
        }
        members(value, members);
    }

    private static String className(Member element) {
        return switch (element.type()) {
            case LIST -> "java.util.List<" + className(element.element().orElseThrow()) + ">";
            case STRUCTURE -> PACKAGE + element.className();
            case ATTRIBUTE -> PACKAGE + "AttributeValue";
            case STRING, BOOLEAN, INTEGER, LONG, BLOB, MAP -> "java.lang.String";
        };
    }

    private static RequestException serialization(String message) {
        return new RequestException("SerializationException", message);
    }
}
