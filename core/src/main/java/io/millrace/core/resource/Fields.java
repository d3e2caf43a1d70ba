package io.millrace.core.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/// Reads the properties of a JSON object by name and type, once each, and knows which were never asked for: those are
/// refused by name,
/// because nothing a user writes may be accepted and ignored.
///
/// Errors are [RequestException] `SerializationException` for a value of the wrong JSON type (as AWS's JSON services
/// answer) and `InvalidArgumentException`
/// for the rest; both name the property by its path from the root of the request. Not thread-safe; lives as long as one
/// parse.
public final class Fields {
    private final ObjectNode node;
    private final String path;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /// Begins to read an object.
    ///
    /// @param path what to call it in messages; empty for the request itself
    public static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        throw wrongType(path.isEmpty() ? "The request" : path, "an object");
    }

    /// The path of a property, for messages.
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// The path of this object, for messages.
    public String path() {
        return path;
    }

    public boolean has(String name) {
        return value(name).isPresent();
    }

    /// A property that is `null` counts as absent, as in AWS's services.
    private Optional<JsonNode> value(String name) {
        asked.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    /// Any JSON, for what is kept and given back.
    public Optional<JsonNode> any(String name) {
        return value(name);
    }

    public Optional<String> string(String name) {
        return typed(name, JsonNode::isTextual, "a string").map(JsonNode::textValue);
    }

    public Optional<Boolean> bool(String name) {
        return typed(name, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
    }

    public Optional<Integer> integer(String name) {
        return typed(name, value -> value.isIntegralNumber() && value.canConvertToInt(), "an integer")
                .map(JsonNode::intValue);
    }

    /// An integer that may be larger than an int, such as a time in milliseconds.
    public Optional<Long> longInteger(String name) {
        return typed(name, value -> value.isIntegralNumber() && value.canConvertToLong(), "an integer")
                .map(JsonNode::longValue);
    }

    /// Any number that is not too large for a double.
    public Optional<Double> number(String name) {
        return typed(name, value -> value.isNumber() && Double.isFinite(value.doubleValue()), "a number")
                .map(JsonNode::doubleValue);
    }

    public Optional<Fields> object(String name) {
        return value(name).map(value -> of(value, at(name)));
    }

    public List<Fields> objects(String name) {
        return elements(name, Fields::of);
    }

    public List<String> strings(String name) {
        return elements(name, (value, where) -> {
            if (!value.isTextual()) {
                throw wrongType(where, "a string");
            }
            return value.textValue();
        });
    }

    public String requiredString(String name) {
        return string(name).orElseThrow(() -> missing(name));
    }

    public Fields requiredObject(String name) {
        return object(name).orElseThrow(() -> missing(name));
    }

    /// One of a few words, AWS's enumerations.
    public Optional<String> oneOf(String name, String... words) {
        Optional<String> value = string(name);
        value.filter(word -> !List.of(words).contains(word)).ifPresent(word -> {
            throw invalid(name, "'" + word + "' is not one of " + String.join(", ", words));
        });
        return value;
    }

    /// A word of an enumeration of ours whose constants are named as AWS's.
    public <E extends Enum<E>> Optional<E> oneOf(String name, Class<E> type) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            words.put(constant.toString(), constant);
        }
        return oneOf(name, words.keySet().toArray(String[]::new)).map(words::get);
    }

    public Optional<Integer> integerBetween(String name, int min, int max) {
        Optional<Integer> value = integer(name);
        value.filter(number -> number < min || number > max).ifPresent(number -> {
            throw invalid(name, number + " is not between " + min + " and " + max);
        });
        return value;
    }

    /// Refuses by name what exists in AWS but not here.
    public void notSupported(String name, String why) {
        if (has(name)) {
            throw invalid(name, "not supported by Millrace: " + why);
        }
    }

    /// To be called last: refuses every property that was never asked for.
    public void refuseUnknown() {
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(name -> {
            if (!asked.contains(name)) {
                unknown.add(at(name));
            }
        });
        if (!unknown.isEmpty()) {
            throw RequestException.invalidArgument("Unknown or unsupported: " + String.join(", ", unknown));
        }
    }

    /// The error for a property of this object.
    public RequestException invalid(String name, String what) {
        return RequestException.invalidArgument(at(name) + ": " + what);
    }

    public RequestException missing(String name) {
        return RequestException.invalidArgument(at(name) + " is required");
    }

    /// The object as it came.
    public ObjectNode node() {
        return node;
    }

    private Optional<JsonNode> typed(String name, Predicate<JsonNode> test, String expected) {
        Optional<JsonNode> value = value(name);
        value.filter(test.negate()).ifPresent(wrong -> {
            throw wrongType(at(name), expected);
        });
        return value;
    }

    private <T> List<T> elements(String name, BiFunction<JsonNode, String, T> read) {
        List<T> result = new ArrayList<>();
        typed(name, JsonNode::isArray, "an array").ifPresent(array -> {
            for (int i = 0; i < array.size(); i++) {
                result.add(read.apply(array.get(i), at(name) + "[" + i + "]"));
            }
        });
        return result;
    }

    private static RequestException wrongType(String where, String expected) {
        return new RequestException("SerializationException", where + " must be " + expected);
    }
}
