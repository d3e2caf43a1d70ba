package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A path that a patch may change, and what kind of thing is there.
///
/// @param text as in the table, for messages
/// @param segments of the path
/// @param ops that may be done to it
/// @param kind of what is there
/// @param target segments of where it is, when that is elsewhere; each `{}` is the next one of the path's
record PatchPath(String text, List<String> segments, Set<String> ops, Kind kind, List<String> target) {
    private static final String ANY = "{}";
    private static final String ANY_NUMBER = "{+}";

    /// What is at a path. A patch has all values as text.
    enum Kind {
        TEXT,
        FLAG,
        WHOLE,
        NUMBER,
        /// A member with all that is in it; can only be removed or copied.
        WITH_ALL,
        /// An element of an array, which the value says.
        ITEM,
        /// An element of an array, which the last segment says, itself or by its number.
        ELEMENT
    }

    static PatchPath parse(String line) {
        String[] words = line.strip().split(" +", -1);
        List<String> segments = Patch.segments(words[0]);
        List<String> target = words.length > 3 ? Patch.segments(words[4]) : segments;
        return new PatchPath(words[0], segments, Set.of(words[1].split(",")), Kind.valueOf(words[2]), target);
    }

    /// Where the path leads to when it is of this form.
    Optional<Found> match(List<String> path) {
        List<String> variables = new ArrayList<>();
        int extra = segments.contains(ANY_NUMBER) ? path.size() - segments.size() : 0;
        if (extra < 0 || path.size() != segments.size() + extra) {
            return Optional.empty();
        }
        int at = 0;
        for (String segment : segments) {
            switch (segment) {
                case ANY -> variables.add(Patch.unescape(path.get(at++)));
                case ANY_NUMBER -> {
                    variables.add(String.join("/", path.subList(at, at + extra + 1)));
                    at += extra + 1;
                }
                default -> {
                    if (!segment.equals(path.get(at++))) {
                        return Optional.empty();
                    }
                }
            }
        }
        List<String> where = new ArrayList<>();
        for (String segment : target) {
            where.add(segment.startsWith("{") ? variables.removeFirst() : segment);
        }
        return Optional.of(new Found(kind, where));
    }

    /// A member that a path leads to.
    record Found(Kind kind, List<String> where) {
        void add(ObjectNode members, Optional<String> value) {
            switch (kind) {
                case ITEM -> addTo(array(members, where), value.orElseThrow(Found::noValue));
                case ELEMENT -> addTo(array(members, parent()), where.getLast());
                case TEXT, FLAG, WHOLE, NUMBER, WITH_ALL -> replace(members, value);
            }
        }

        void replace(ObjectNode members, Optional<String> value) {
            switch (kind) {
                case ITEM -> set(members, array(members, where).removeAll().add(value.orElseThrow(Found::noValue)));
                case ELEMENT -> {
                    ArrayNode array = array(members, parent());
                    int at = indexOf(array, where.getLast());
                    if (at < 0) {
                        throw Refusal.bad("Invalid patch path: there is no '" + where.getLast() + "' to replace");
                    }
                    array.set(at, value.orElseThrow(Found::noValue));
                }
                case TEXT -> set(members, TextNode.valueOf(value.orElse("")));
                case FLAG -> set(members, flag(value.orElse("false")));
                case WHOLE, NUMBER -> {
                    if (value.orElse("").isEmpty()) {
                        remove(members, value);
                    } else {
                        set(members, number(value.get()));
                    }
                }
                case WITH_ALL ->
                    throw Refusal.bad(
                            "Invalid patch path: '/" + String.join("/", where) + "' can only be removed as a whole");
            }
        }

        void remove(ObjectNode members, Optional<String> value) {
            switch (kind) {
                case ITEM -> removeFrom(array(members, where), value.orElseThrow(Found::noValue));
                case ELEMENT -> removeFrom(array(members, parent()), where.getLast());
                case TEXT, FLAG, WHOLE, NUMBER, WITH_ALL -> {
                    if (object(members, parent()).remove(where.getLast()) == null && kind == Kind.WITH_ALL) {
                        throw Refusal.bad("Cannot remove '" + where.getLast() + "' because there is none");
                    }
                }
            }
        }

        void set(ObjectNode members, JsonNode value) {
            object(members, parent()).set(where.getLast(), value);
        }

        Optional<JsonNode> get(ObjectNode members) {
            return Optional.ofNullable(object(members, parent()).get(where.getLast()))
                    .map(JsonNode::deepCopy);
        }

        private List<String> parent() {
            return where.subList(0, where.size() - 1);
        }

        private static ObjectNode object(ObjectNode members, List<String> path) {
            ObjectNode at = members;
            for (String name : path) {
                at = at.withObjectProperty(name);
            }
            return at;
        }

        private static ArrayNode array(ObjectNode members, List<String> path) {
            return object(members, path.subList(0, path.size() - 1)).withArrayProperty(path.getLast());
        }

        private static void addTo(ArrayNode array, String value) {
            if (indexOf(array, value) < 0) {
                array.add(value);
            }
        }

        private static void removeFrom(ArrayNode array, String value) {
            int at = indexOf(array, value);
            if (at < 0) {
                throw Refusal.bad("Invalid patch operation: there is no '" + value + "' to remove");
            }
            array.remove(at);
        }

        private static int indexOf(ArrayNode array, String value) {
            for (int i = 0; i < array.size(); i++) {
                if (array.get(i).asText().equals(value)) {
                    return i;
                }
            }
            boolean isIndex =
                    value.length() == 1 && Character.isDigit(value.charAt(0)) && value.charAt(0) - '0' < array.size();
            return isIndex ? value.charAt(0) - '0' : -1;
        }

        private static JsonNode flag(String value) {
            return switch (value) {
                case "true", "True", "TRUE" -> BooleanNode.TRUE;
                case "false", "False", "FALSE" -> BooleanNode.FALSE;
                default -> throw Refusal.bad("Invalid patch value '" + value + "': give true or false");
            };
        }

        private JsonNode number(String value) {
            try {
                double number = Double.parseDouble(value);
                if (Double.isFinite(number)) {
                    return kind == Kind.WHOLE ? IntNode.valueOf(Integer.parseInt(value)) : DoubleNode.valueOf(number);
                }
            } catch (NumberFormatException e) {
                // Refused below, as what is no finite number is.
            }
            throw Refusal.bad("Invalid patch value '" + value + "': give a number");
        }

        private static RuntimeException noValue() {
            return Refusal.bad("Invalid patch operation: a value is required");
        }
    }
}
