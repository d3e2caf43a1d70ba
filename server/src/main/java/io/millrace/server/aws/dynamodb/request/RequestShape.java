package io.millrace.server.aws.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What requests of one operation look like, and the check of one, in DynamoDB's order: types; the table's name;
/// constraints, all that are not satisfied told together; then what is not known or not supported here, by name. What
/// members mean together is checked by the operation.
///
/// Errors are `SerializationException` for types and `ValidationException` for the rest.
///
/// @param input the structure of the request
public record RequestShape(Member input) {
    private static final int COMPLAINTS_MAX = 10;
    private static final int NAME_CHARS_MIN = 3;
    private static final int NAME_CHARS_MAX = 255;

    /// @return the request, whose members have their types; JSON's null counts as absent
    public ObjectNode read(JsonNode request) {
        MemberTypes.check(request, input);
        input.members().forEach((name, member) -> {
            if (member.required()) {
                requireName(name, present(request, name));
            }
        });
        List<String> complaints = new ArrayList<>();
        members(request, input, "", complaints);
        if (!complaints.isEmpty()) {
            throw invalid(complaints.size() + " validation error" + (complaints.size() > 1 ? "s" : "") + " detected: "
                    + String.join("; ", complaints));
        }
        refuse(request, input, "");
        return (ObjectNode) request;
    }

    public static RequestException invalid(String message) {
        return new RequestException("ValidationException", message);
    }

    private static JsonNode present(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static void requireName(String name, JsonNode value) {
        if (value == null) {
            throw invalid("The parameter '" + name + "' is required but was not present in the request");
        }
        int chars = value.textValue().length();
        if (chars < NAME_CHARS_MIN || chars > NAME_CHARS_MAX) {
            throw invalid(name + " must be at least 3 characters long and at most 255 characters long");
        }
    }

    private static void members(JsonNode object, Member structure, String path, List<String> complaints) {
        structure
                .members()
                .forEach((name, member) ->
                        value(present(object, name), member, join(path, lowerFirst(name)), complaints));
    }

    private static void value(JsonNode value, Member member, String path, List<String> complaints) {
        for (Constraint constraint : member.constraints()) {
            if (complaints.size() < COMPLAINTS_MAX) {
                constraint
                        .complaint(value)
                        .ifPresent(words -> complaints.add("Value " + shown(value, member) + " at '" + path
                                + "' failed to satisfy constraint: " + words));
            }
        }
        if (value == null) {
            return;
        }
        switch (member.type()) {
            case LIST -> {
                Member element = member.element().orElseThrow();
                for (int i = 0; i < value.size(); i++) {
                    value(value.get(i), element, path + "." + (i + 1) + ".member", complaints);
                }
            }
            case MAP -> {
                Member element = member.element().orElseThrow();
                value.properties()
                        .forEach(entry ->
                                value(entry.getValue(), element, path + "." + entry.getKey() + ".member", complaints));
            }
            case STRUCTURE -> members(value, member, path, complaints);
            case STRING, BOOLEAN, INTEGER, LONG, BLOB, ATTRIBUTE -> {}
        }
    }

    private static String shown(JsonNode value, Member member) {
        return value == null ? "null" : "'" + text(value, member) + "'";
    }

    /// As Java's toString of what AWS reads it into.
    private static String text(JsonNode value, Member member) {
        return switch (member.type()) {
            case STRING, BOOLEAN, INTEGER, LONG, BLOB -> value.asText();
            case LIST -> {
                List<String> elements = new ArrayList<>();
                value.forEach(one -> elements.add(text(one, member.element().orElseThrow())));
                yield elements.toString();
            }
            case MAP -> {
                List<String> entries = new ArrayList<>();
                value.properties()
                        .forEach(entry -> entries.add(entry.getKey() + "="
                                + text(entry.getValue(), member.element().orElseThrow())));
                yield "{" + String.join(", ", entries) + "}";
            }
            case STRUCTURE -> {
                List<String> members = new ArrayList<>();
                member.members().forEach((name, one) -> {
                    JsonNode given = present(value, name);
                    members.add(lowerFirst(name) + "=" + (given == null ? "null" : text(given, one)));
                });
                yield member.className() + "(" + String.join(", ", members) + ")";
            }
            case ATTRIBUTE -> "AttributeValue";
        };
    }

    private static void refuse(JsonNode value, Member member, String path) {
        switch (member.type()) {
            case STRUCTURE -> {
                refuseMembers(value, member, path);
                member.members().forEach((name, one) -> {
                    JsonNode given = present(value, name);
                    if (given != null) {
                        refuse(given, one, join(path, name));
                    }
                });
            }
            case LIST -> {
                for (int i = 0; i < value.size(); i++) {
                    refuse(value.get(i), member.element().orElseThrow(), path + "[" + i + "]");
                }
            }
            case MAP ->
                value.properties()
                        .forEach(entry ->
                                refuse(entry.getValue(), member.element().orElseThrow(), join(path, entry.getKey())));
            case STRING, BOOLEAN, INTEGER, LONG, BLOB, ATTRIBUTE -> {}
        }
    }

    private static void refuseMembers(JsonNode object, Member structure, String path) {
        structure.refused().forEach((name, why) -> {
            if (present(object, name) != null) {
                throw invalid(join(path, name) + ": not supported by Millrace: " + why);
            }
        });
        Set<String> unknown = new TreeSet<>();
        object.fieldNames().forEachRemaining(name -> {
            if (!structure.members().containsKey(name) && !structure.refused().containsKey(name)) {
                unknown.add(join(path, name));
            }
        });
        if (!unknown.isEmpty()) {
            throw invalid("Unknown or unsupported: " + String.join(", ", unknown));
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
