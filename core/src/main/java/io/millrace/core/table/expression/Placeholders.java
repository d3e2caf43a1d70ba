package io.millrace.core.table.expression;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.ItemSize;
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
    private static final int KEY_BYTES_MAX = Limit.DYNAMODB_PLACEHOLDER_BYTES.intValue();
    private static final long BYTES_MAX = Limit.DYNAMODB_PLACEHOLDERS_BYTES.value();

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
        names.keySet().forEach(key -> checkKey("ExpressionAttributeNames", '#', key));
        values.keySet().forEach(key -> checkKey("ExpressionAttributeValues", ':', key));
        checkSizes();
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
        refuse("ExpressionAttributeNames", unusedNames);
        refuse("ExpressionAttributeValues", unusedValues);
    }

    private static void refuse(String parameter, Set<String> unused) {
        if (!unused.isEmpty()) {
            throw TableFaults.validation("Value provided in " + parameter + " unused in expressions: keys: {"
                    + String.join(", ", unused) + "}");
        }
    }

    private static void checkKey(String parameter, char sign, String key) {
        boolean sound = key.length() > 1 && key.charAt(0) == sign;
        for (int i = 1; i < key.length() && sound; i++) {
            sound = Lexer.isNamePart(key.charAt(i));
        }
        if (!sound) {
            throw TableFaults.validation(parameter + " contains invalid key: Syntax error; key: \"" + key + "\"");
        }
        if (key.length() > KEY_BYTES_MAX) {
            throw TableFaults.validation(parameter + " contains invalid key: Expression attribute "
                    + (sign == '#' ? "name" : "value") + " key size has exceeded the maximum allowed size; key: \""
                    + key
                    + "\"");
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
