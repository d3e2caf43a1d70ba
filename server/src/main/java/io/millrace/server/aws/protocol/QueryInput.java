package io.millrace.server.aws.protocol;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads the parameters of a call of a query service by name and type, and knows which were never asked for: those are
/// refused by name. Errors are `ValidationError`. Not thread-safe; lives as long as one parse.
///
/// Source: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
public final class QueryInput {
    private static final String MEMBER = "member.";

    private final Map<String, String> parameters;
    private final String path;
    private final Set<String> left;

    private QueryInput(Map<String, String> parameters, String path) {
        this.parameters = parameters;
        this.path = path;
        this.left = new TreeSet<>(parameters.keySet());
    }

    static QueryInput of(Map<String, String> parameters) {
        Map<String, String> own = new LinkedHashMap<>(parameters);
        own.remove("Action");
        own.remove("Version");
        own.remove("");
        return new QueryInput(own, "");
    }

    public Optional<String> text(String name) {
        left.remove(name);
        return Optional.ofNullable(parameters.get(name));
    }

    public String required(String name) {
        return text(name)
                .orElseThrow(() -> invalid("1 validation error detected: Value at '" + path + name
                        + "' failed to satisfy constraint: Member must not be null"));
    }

    public Optional<Integer> integer(String name) {
        return text(name).map(value -> {
            try {
                return Integer.valueOf(value);
            } catch (NumberFormatException e) {
                throw invalid(path + name + ": '" + value + "' is not an integer");
            }
        });
    }

    public Optional<Boolean> bool(String name) {
        return text(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(path + name + ": '" + value + "' is not true or false");
        });
    }

    /// A list of texts: `Name.member.1=…`, or `Name.1=…` as EC2 has it.
    public List<String> texts(String name) {
        Map<Integer, String> byIndex = new TreeMap<>();
        each(name, (index, rest, value) -> {
            if (rest.isEmpty()) {
                byIndex.put(index, value);
            } else {
                throw invalid(path + name + "." + index + " is not a text");
            }
        });
        return List.copyOf(byIndex.values());
    }

    /// A list of structures: `Tags.member.1.Key=…`.
    public List<QueryInput> structures(String name) {
        Map<Integer, Map<String, String>> byIndex = new TreeMap<>();
        each(name, (index, rest, value) -> byIndex.computeIfAbsent(index, any -> new LinkedHashMap<>())
                .put(rest, value));
        List<QueryInput> structures = new ArrayList<>();
        byIndex.forEach((index, members) -> structures.add(new QueryInput(members, path + name + "." + index + ".")));
        return structures;
    }

    /// Tags, in the caller's order: `Tags.member.1.Key=…&Tags.member.1.Value=…`.
    public Map<String, String> tags(String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (QueryInput tag : structures(name)) {
            if (tags.put(tag.required("Key"), tag.text("Value").orElse("")) != null) {
                throw new RequestException(
                        "InvalidInput",
                        "Duplicate tag keys found. Please note that Tag keys are" + " case insensitive.");
            }
            tag.refuseUnknown();
        }
        return tags;
    }

    /// To be called last: refuses every parameter that was never asked for.
    public void refuseUnknown() {
        if (!left.isEmpty()) {
            throw invalid("Unknown or unsupported: " + path + String.join(", " + path, left));
        }
    }

    @FunctionalInterface
    private interface Element {
        void take(int index, String rest, String value);
    }

    private void each(String name, Element element) {
        String prefix = name + ".";
        Map<String, String> found = new HashMap<>();
        parameters.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                left.remove(key);
                found.put(key, value);
            }
        });
        left.remove(name);
        found.forEach((key, value) -> {
            String behind = key.substring(prefix.length());
            String numbered = behind.startsWith(MEMBER) ? behind.substring(MEMBER.length()) : behind;
            int dot = numbered.indexOf('.');
            element.take(
                    index(key, dot < 0 ? numbered : numbered.substring(0, dot)),
                    dot < 0 ? "" : numbered.substring(dot + 1),
                    value);
        });
    }

    private int index(String key, String text) {
        if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid(path + key + " names no element of a list");
        }
        return Integer.parseInt(text);
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }

    /// A page of a listing that IAM asks for.
    ///
    /// @param after the last key that was shown before; empty for the first page
    public record Page(String after, int limit) {}

    /// `Marker` and `MaxItems`.
    public Page page() {
        int limit = integer("MaxItems").orElse(100);
        if (limit < 1 || limit > Limit.IAM_PAGE_ITEMS.value()) {
            throw invalid("MaxItems is 1 to " + Limit.IAM_PAGE_ITEMS.value());
        }
        return new Page(text("Marker").orElse(""), limit);
    }
}
