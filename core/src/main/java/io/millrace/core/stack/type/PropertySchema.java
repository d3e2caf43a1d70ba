package io.millrace.core.stack.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The properties of a type of resource, written as a table of lines `PATH KIND [FLAG]…`:
///
/// ```
/// FunctionName string replace
/// MemorySize integer
/// Environment.Variables.* string
/// Tags[].Key string required
/// Policies[] json kept
/// ```
///
/// A path goes into objects by `.`, into every element by `[]`, into every member by `.*`. Kinds: `string`, `integer`,
/// `number`, `boolean`, and `json` for anything at all. Flags: `replace` (a change needs a new resource), `required`
/// (of an object that is there), `kept` (kept and given back, without effect). A flag of an object or array is written
/// with a line of its own of kind `json`, before the lines below it. What has no line is not supported, and refused by
/// name.
///
/// Immutable.
public final class PropertySchema {
    private final Shape root;
    private final List<Line> lines;

    private PropertySchema(Shape root, List<Line> lines) {
        this.root = root;
        this.lines = List.copyOf(lines);
    }

    /// One line of the table.
    public record Line(String path, Kind kind, Set<Flag> flags) {
        public Line {
            flags = Set.copyOf(flags);
        }
    }

    /// What a value is turned into: parameters of templates are texts, also where a number is wanted.
    public enum Kind {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        JSON
    }

    /// What is special about a property.
    public enum Flag {
        REPLACE,
        REQUIRED,
        KEPT
    }

    /// What a change of properties asks for.
    public enum Change {
        NONE,
        IN_PLACE,
        REPLACEMENT
    }

    /// Reads the table.
    ///
    /// @throws IllegalArgumentException when it is not well-formed: a fault of the program
    public static PropertySchema of(String table) {
        Shape root = new Shape();
        List<Line> lines = new ArrayList<>();
        table.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            String[] words = line.split("\\s+");
            Set<Flag> flags = EnumSet.noneOf(Flag.class);
            Arrays.stream(words).skip(2).forEach(word -> flags.add(Flag.valueOf(word.toUpperCase(Locale.ROOT))));
            Line read = new Line(words[0], Kind.valueOf(words[1].toUpperCase(Locale.ROOT)), flags);
            lines.add(read);
            root.at(read.path()).set(read);
        });
        return new PropertySchema(root, lines);
    }

    /// The table as it was written, for the reference.
    public List<Line> lines() {
        return lines;
    }

    /// Paths that the schema does not have, sorted: to be refused by name. Looks into what is not resolved yet as far
    /// as
    /// it goes: an object with one member `Ref` or `Fn::…` may stand for anything.
    public List<String> unknown(JsonNode properties) {
        Set<String> unknown = new TreeSet<>();
        root.findUnknown(properties, "", unknown);
        return List.copyOf(unknown);
    }

    /// Properties with each value as its kind: `"60"` where an integer is wanted is 60, 8080 where a string is wanted
    /// is `"8080"`.
    ///
    /// @throws RequestException `ValidationError` that names the property by its path, for a value that is none of
    /// its
    /// kind, a required one that is missing, or one that is unknown
    public ObjectNode coerced(ObjectNode properties) {
        List<String> unknown = unknown(properties);
        if (!unknown.isEmpty()) {
            throw invalid("Encountered unsupported property " + String.join(", ", unknown));
        }
        return (ObjectNode) root.coerced(properties, "");
    }

    /// What it takes to go from one state to another, both [#coerced].
    public Change change(ObjectNode before, ObjectNode after) {
        if (before.equals(after)) {
            return Change.NONE;
        }
        return root.needsReplacement(before, after) ? Change.REPLACEMENT : Change.IN_PLACE;
    }

    /// Whether a change of a property of the first level may need a new resource, and if it always does.
    ///
    /// @return REPLACEMENT when it has the flag itself, IN_PLACE when nothing below has it, else NONE: it depends
    public Change changeOf(String property) {
        Shape shape = root.members.get(property);
        if (shape == null) {
            return Change.IN_PLACE;
        }
        return shape.has(Flag.REPLACE) ? Change.REPLACEMENT : shape.replacesBelow() ? Change.NONE : Change.IN_PLACE;
    }

    /// Names of the properties of the first level that differ, sorted.
    public static List<String> changed(ObjectNode before, ObjectNode after) {
        Set<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !before.path(name).equals(after.path(name)))
                .toList();
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }

    /// A place in the tree of paths.
    private static final class Shape {
        private final Map<String, Shape> members = new TreeMap<>();
        private Shape any;
        private Shape element;
        private Line line;

        void set(Line given) {
            if (line != null) {
                throw new IllegalArgumentException("Twice in a schema: " + given.path());
            }
            line = given;
        }

        Shape at(String path) {
            Shape shape = this;
            for (String part : path.replace("[]", ".[]").split("\\.", -1)) {
                shape = shape.child(part);
            }
            return shape;
        }

        private Shape child(String part) {
            switch (part) {
                case "[]" -> {
                    if (element == null) {
                        element = new Shape();
                    }
                    return element;
                }
                case "*" -> {
                    if (any == null) {
                        any = new Shape();
                    }
                    return any;
                }
                default -> {
                    return members.computeIfAbsent(part, name -> new Shape());
                }
            }
        }

        boolean has(Flag flag) {
            return line != null && line.flags().contains(flag);
        }

        boolean replacesBelow() {
            return below().stream().anyMatch(shape -> shape.has(Flag.REPLACE) || shape.replacesBelow());
        }

        private List<Shape> below() {
            List<Shape> all = new ArrayList<>(members.values());
            if (any != null) {
                all.add(any);
            }
            if (element != null) {
                all.add(element);
            }
            return all;
        }

        private boolean isLeaf() {
            return below().isEmpty();
        }

        private Shape member(String name) {
            Shape own = members.get(name);
            return own == null ? any : own;
        }

        void findUnknown(JsonNode value, String path, Set<String> unknown) {
            if ((isLeaf() && line != null) || isIntrinsic(value)) {
                return;
            }
            if (value instanceof ObjectNode object) {
                object.properties().forEach(property -> {
                    String at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                    Shape shape = member(property.getKey());
                    if (shape == null) {
                        unknown.add(at);
                    } else {
                        shape.findUnknown(property.getValue(), at, unknown);
                    }
                });
            } else if (value instanceof ArrayNode array && element != null) {
                array.forEach(one -> element.findUnknown(one, path + "[]", unknown));
            }
        }

        private static boolean isIntrinsic(JsonNode value) {
            if (value.size() != 1 || !value.isObject()) {
                return false;
            }
            String name = value.fieldNames().next();
            return name.equals("Ref") || name.equals("Condition") || name.startsWith("Fn::");
        }

        JsonNode coerced(JsonNode value, String path) {
            if (isLeaf()) {
                return line == null ? value : Scalars.coerced(value, line.kind(), path);
            }
            if (element != null) {
                return array(value, path);
            }
            if (!(value instanceof ObjectNode object)) {
                throw invalid((path.isEmpty() ? "Properties" : path) + " must be an object");
            }
            ObjectNode result = object.objectNode();
            object.properties()
                    .forEach(property -> result.set(
                            property.getKey(),
                            member(property.getKey()).coerced(property.getValue(), join(path, property.getKey()))));
            members.forEach((name, shape) -> {
                if (shape.has(Flag.REQUIRED) && !object.has(name)) {
                    throw invalid("required key [" + join(path, name) + "] not found");
                }
            });
            return result;
        }

        /// One value where a list is wanted is a list of one, as CloudFormation takes it.
        private ArrayNode array(JsonNode value, String path) {
            ArrayNode result = JsonNodeFactory.instance.arrayNode();
            Iterable<JsonNode> elements = value instanceof ArrayNode array ? array : List.of(value);
            int index = 0;
            for (JsonNode one : elements) {
                result.add(element.coerced(one, path + "[" + index++ + "]"));
            }
            return result;
        }

        private static String join(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }

        boolean needsReplacement(JsonNode before, JsonNode after) {
            if (before.equals(after)) {
                return false;
            }
            if (has(Flag.REPLACE)) {
                return true;
            }
            if (element != null) {
                return elementsNeedReplacement(before, after);
            }
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            return names.stream().anyMatch(name -> {
                Shape shape = member(name);
                return shape != null && shape.needsReplacement(before.path(name), after.path(name));
            });
        }

        private boolean elementsNeedReplacement(JsonNode before, JsonNode after) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                if (element.needsReplacement(before.path(i), after.path(i))) {
                    return true;
                }
            }
            return false;
        }
    }
}
