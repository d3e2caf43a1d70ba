package io.millrace.core.table.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.ItemJson;
import io.millrace.core.table.item.ItemSize;
import io.millrace.core.table.item.JsonShape;
import io.millrace.core.table.item.TableFaults;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What `#name` and `:value` stand for in the expressions of one request, and which of them were used: one that no
/// expression uses is an error. For one request, on one thread.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html>
public final class Placeholders {
    private static final String NAMES = "ExpressionAttributeNames";
    private static final String VALUES = "ExpressionAttributeValues";
    private static final int KEY_BYTES_MAX = TableLimit.DYNAMODB_PLACEHOLDER_BYTES.intValue();
    private static final long BYTES_MAX = TableLimit.DYNAMODB_PLACEHOLDERS_BYTES.value();

    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> unusedNames;
    private final Set<String> unusedValues;

    /// @param names as `ExpressionAttributeNames`, empty where there are none
    /// @param values as `ExpressionAttributeValues`, empty where there are none
    public Placeholders(Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = new LinkedHashMap<>(names);
        this.values = new LinkedHashMap<>(values);
        this.unusedNames = new LinkedHashSet<>(names.keySet());
        this.unusedValues = new LinkedHashSet<>(values.keySet());
        checkNames(names);
        checkValueKeys(values.keySet());
        checkSizes();
    }

    /// Reads `ExpressionAttributeNames` and `ExpressionAttributeValues` of a request, where they are.
    ///
    /// @throws RequestException in AWS's words: SerializationException for JSON of another shape, else
    /// ValidationException
    public static Placeholders read(JsonNode request) {
        Map<String, String> names =
                find(request, NAMES).map(Placeholders::readNames).orElse(Map.of());
        Map<String, AttributeValue> values =
                find(request, VALUES).map(Placeholders::readValues).orElse(Map.of());
        return new Placeholders(names, values);
    }

    /// Refuses names that cannot be, before it is known what the values are.
    ///
    /// @throws RequestException ValidationException
    public static void checkNames(Map<String, String> names) {
        names.keySet().forEach(key -> checkKey(NAMES, '#', key));
        names.forEach(Placeholders::checkName);
    }

    /// Refuses keys of values that cannot be, before it is known what the values are.
    ///
    /// @throws RequestException ValidationException
    public static void checkValueKeys(Set<String> keys) {
        keys.forEach(key -> checkKey(VALUES, ':', key));
    }

    public static Placeholders none() {
        return new Placeholders(Map.of(), Map.of());
    }

    Optional<String> name(String placeholder) {
        unusedNames.remove(placeholder);
        return Optional.ofNullable(names.get(placeholder));
    }

    Optional<AttributeValue> value(String placeholder) {
        unusedValues.remove(placeholder);
        return Optional.ofNullable(values.get(placeholder));
    }

    /// To be called when all expressions of the request were read.
    ///
    /// @throws RequestException ValidationException when one was not used
    public void refuseUnused() {
        refuse(NAMES, unusedNames);
        refuse(VALUES, unusedValues);
    }

    private static void refuse(String parameter, Set<String> unused) {
        if (!unused.isEmpty()) {
            throw TableFaults.validation("Value provided in " + parameter + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }

    private static void checkKey(String parameter, char sign, String key) {
        if (key.length() > KEY_BYTES_MAX) {
            throw TableFaults.validation(
                    parameter + " contains invalid key: The expression attribute map contains a key"
                            + " that is too long; size of key: " + key.length());
        }
        boolean sound = key.length() > 1 && key.charAt(0) == sign;
        for (int i = 1; i < key.length() && sound; i++) {
            sound = Lexer.isNamePart(key.charAt(i));
        }
        if (!sound) {
            throw TableFaults.validation(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
        }
    }

    private static void checkName(String key, String name) {
        if (name.isEmpty()) {
            throw TableFaults.validation(NAMES + " contains invalid value: Empty attribute name for key " + key);
        }
    }

    private static Optional<JsonNode> find(JsonNode request, String parameter) {
        return Optional.ofNullable(request.get(parameter)).filter(node -> !node.isNull());
    }

    private static void refuseEmpty(String parameter, JsonNode map) {
        if (map.isEmpty()) {
            throw TableFaults.validation(parameter + " must not be empty");
        }
    }

    private static Map<String, String> readNames(JsonNode node) {
        JsonNode map = JsonShape.texts(node);
        refuseEmpty(NAMES, map);
        map.fieldNames().forEachRemaining(key -> checkKey(NAMES, '#', key));
        Map<String, String> names = new LinkedHashMap<>();
        map.forEachEntry((key, name) -> names.put(key, JsonShape.text(name)));
        return names;
    }

    private static Map<String, AttributeValue> readValues(JsonNode node) {
        JsonNode map = JsonShape.map(node, "AttributeValue");
        refuseEmpty(VALUES, map);
        map.fieldNames().forEachRemaining(key -> checkKey(VALUES, ':', key));
        Map<String, AttributeValue> values = new LinkedHashMap<>();
        map.forEachEntry((key, value) -> values.put(key, readValue(key, value)));
        return values;
    }

    private static AttributeValue readValue(String key, JsonNode value) {
        try {
            return ItemJson.read(value);
        } catch (RequestException e) {
            if (!e.code().equals("ValidationException")) {
                throw e;
            }
            throw TableFaults.validation(VALUES + " contains invalid value: " + e.getMessage() + " for key " + key);
        }
    }

    private void checkSizes() {
        long nameBytes = names.values().stream()
                .mapToLong(name -> name.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        long valueBytes = values.values().stream().mapToLong(ItemSize::of).sum();
        if (nameBytes > BYTES_MAX || valueBytes > BYTES_MAX) {
            throw TableFaults.validation("Total size of all the expression attribute "
                    + (nameBytes > BYTES_MAX ? "names" : "values") + " has exceeded the maximum allowed size");
        }
    }
}
