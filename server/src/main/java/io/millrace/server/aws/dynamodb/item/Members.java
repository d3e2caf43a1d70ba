package io.millrace.server.aws.dynamodb.item;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.ItemJson;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import io.millrace.server.aws.protocol.RequestJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// Reads the members of a request, or of a structure in one, by name and type. A wrong JSON type is refused at once;
/// what is out of bounds goes to [Violations], with a harmless value in its place; members never asked for are refused.
///
/// Not thread-safe; lives as long as one request is read.
final class Members {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    private static final int NAME_CHARS_MIN = 3;
    private static final int NAME_CHARS_MAX = 255;

    private final JsonNode node;
    private final String path;
    private final Violations violations;
    private final Set<String> asked = new HashSet<>();

    private Members(JsonNode node, String path, Violations violations) {
        this.node = node;
        this.path = path;
        this.violations = violations;
    }

    /// The members of a request.
    static Members of(byte[] body) {
        JsonNode request = RequestJson.parse(body);
        return new Members(JsonShape.element(request, "Request"), "", new Violations());
    }

    /// The members of a structure in this one.
    Members inner(JsonNode structure, String name) {
        return new Members(structure, at(name), violations);
    }

    /// A structure that is a member. Where it is missing, what is missing in it is not told besides.
    ///
    /// @param type as the API's model has it
    Members structure(String name, String type) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            violations.missing(at(name));
            return new Members(JsonNodeFactory.instance.objectNode(), at(name), new Violations());
        }
        return inner(JsonShape.field(value.get(), type), name);
    }

    void require(String name) {
        if (!has(name)) {
            violations.missing(at(name));
        }
    }

    JsonNode node() {
        return node;
    }

    Violations violations() {
        return violations;
    }

    /// The path of a member as DynamoDB shows it.
    String at(String name) {
        String shown = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    Optional<JsonNode> value(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    boolean has(String name) {
        return value(name).isPresent();
    }

    Optional<String> string(String name) {
        return value(name).map(JsonShape::text);
    }

    boolean flag(String name, boolean otherwise) {
        return value(name).map(JsonShape::bool).orElse(otherwise);
    }

    Optional<Integer> integer(String name, int min, int max) {
        Optional<Integer> number = value(name).map(Members::integer);
        number.filter(value -> value < min)
                .ifPresent(value -> violations.constraint(
                        "'" + value + "'", at(name), "Member must have value greater than or equal to " + min));
        number.filter(value -> value > max)
                .ifPresent(value -> violations.constraint(
                        "'" + value + "'", at(name), "Member must have value less than or equal to " + max));
        return number;
    }

    private static int integer(JsonNode value) {
        if (value.isNumber()) {
            return value.intValue();
        }
        if (value.isBoolean()) {
            throw TableFaults.serialization(
                    (value.booleanValue() ? "TRUE" : "FALSE") + "_VALUE cannot be converted to Integer");
        }
        throw TableFaults.serialization(
                value.isTextual()
                        ? "STRING_VALUE cannot be converted to Integer"
                        : value.isArray()
                                ? "Unrecognized collection type class java.lang.Integer"
                                : "Start of structure or map found where not expected");
    }

    /// A word of an enumeration, named as its constants are.
    ///
    /// @param words in the order in which DynamoDB lists them
    <E extends Enum<E>> E word(String name, E otherwise, List<E> words) {
        Optional<String> given = string(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        for (E word : words) {
            if (word.name().equals(given.get())) {
                return word;
            }
        }
        violations.constraint("'" + given.get() + "'", at(name), "Member must satisfy enum value set: " + words);
        return otherwise;
    }

    /// The name or the ARN of a table.
    String tableName() {
        Optional<String> name = string("TableName");
        name.filter(given -> !given.startsWith("arn:")).ifPresent(given -> checkName("TableName", given));
        if (name.isEmpty()) {
            violations.missing(at("TableName"));
        }
        return name.orElse("");
    }

    Optional<String> indexName() {
        Optional<String> name = string("IndexName");
        name.ifPresent(given -> checkName("IndexName", given));
        return name;
    }

    private void checkName(String member, String name) {
        if (!NAME.matcher(name).matches()) {
            violations.constraint(
                    "'" + name + "'", at(member), "Member must satisfy regular expression pattern: " + NAME);
        }
        length(member, "'" + name + "'", name.length(), NAME_CHARS_MIN, NAME_CHARS_MAX);
    }

    /// Whether a key of a map of tables may be one.
    static boolean isTableName(String name) {
        return name.startsWith("arn:")
                || (NAME.matcher(name).matches() && name.length() >= NAME_CHARS_MIN && name.length() <= NAME_CHARS_MAX);
    }

    /// Checks how long a string is, or how many elements there are.
    void length(String member, String shown, int length, int min, int max) {
        if (length < min) {
            violations.constraint(shown, at(member), "Member must have length greater than or equal to " + min);
        }
        if (length > max) {
            violations.constraint(shown, at(member), "Member must have length less than or equal to " + max);
        }
    }

    /// An item or a key. What is wrong with its values is told when all members are in their bounds.
    Item item(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            violations.missing(at(name));
            return Item.EMPTY;
        }
        return item(value.get(), fault -> fault);
    }

    /// An item or a key that is an element of a list, or a member that may be missing.
    ///
    /// @param words of the message, from those of what is wrong with the value
    Item item(JsonNode map, UnaryOperator<String> words) {
        try {
            return ItemJson.readItem(map);
        } catch (RequestException fault) {
            ItemJson.checkItemShape(map);
            violations.later(words.apply(fault.getMessage()));
            return Item.EMPTY;
        }
    }

    /// A map whose values are no structures of the API's model.
    ///
    /// @param type of the values in Java, as DynamoDB's errors have it
    static JsonNode map(JsonNode value, String type) {
        if (value.isArray()) {
            throw TableFaults.serialization(
                    "Unrecognized collection type java.util.Map<java.lang.String, " + type + ">");
        }
        return JsonShape.map(value, type);
    }

    List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        value(name).map(JsonShape::list).ifPresent(list -> list.forEach(each -> strings.add(JsonShape.text(each))));
        return strings;
    }

    /// To be called when all members were asked for.
    void refuseUnknown() {
        if (node.size() <= asked.size() && asked.containsAll(names())) {
            return;
        }
        Set<String> unknown = new TreeSet<>(names());
        unknown.removeAll(asked);
        String where = path.isEmpty() ? "" : path + ".";
        violations.later("Unknown or unsupported: "
                + String.join(", ", unknown.stream().map(where::concat).toList()));
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            names.add(member.getKey());
        }
        return names;
    }
}
