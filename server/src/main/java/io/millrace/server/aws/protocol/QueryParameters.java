package io.millrace.server.aws.protocol;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the parameters of a query call by name and type: `Parameters.member.2.ParameterKey` is a member of the second
/// structure of a list. Knows which parameters were never asked for: those are refused by name, because nothing a user
/// writes may be accepted and ignored.
///
/// Errors are [RequestException] `ValidationError`. Not thread-safe; lives as long as one call. Reading takes time in
/// proportion to the parameters' length.
///
/// Source: <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
public final class QueryParameters {
    private static final String MEMBER = "member";
    private static final int NAMED_UNKNOWN_MAX = 20;

    private final Node node;
    private final String path;

    private QueryParameters(Node node, String path) {
        this.node = node;
        this.path = path;
    }

    /// A place in the tree of names.
    private static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private String value;
        private boolean asked;
    }

    /// Begins to read a call. What every call carries (action, version, a signature) counts as read.
    public static QueryParameters of(QueryCall call) {
        Node root = new Node();
        call.parameters().forEach((name, value) -> {
            Node at = root;
            for (String part : name.split("\\.", Limit.QUERY_DEPTH.intValue())) {
                at = at.children.computeIfAbsent(part, key -> new Node());
            }
            at.value = value;
            at.asked = isOfEveryCall(name);
        });
        return new QueryParameters(root, "");
    }

    private static boolean isOfEveryCall(String name) {
        return switch (name) {
            case "",
                    "Action",
                    "Version",
                    "AWSAccessKeyId",
                    "Signature",
                    "SignatureMethod",
                    "SignatureVersion",
                    "SecurityToken",
                    "Timestamp" -> true;
            default -> name.startsWith("X-Amz-");
        };
    }

    /// The path of a parameter, for messages.
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public boolean has(String name) {
        return node.children.containsKey(name);
    }

    public Optional<String> string(String name) {
        Node child = node.children.get(name);
        if (child == null || child.value == null) {
            return Optional.empty();
        }
        child.asked = true;
        return Optional.of(child.value);
    }

    /// A text of bounded length.
    public Optional<String> string(String name, int charsMin, int charsMax) {
        Optional<String> value = string(name);
        value.filter(text -> text.length() < charsMin || text.length() > charsMax)
                .ifPresent(text -> {
                    throw invalid(name, "must have from " + charsMin + " to " + charsMax + " characters");
                });
        return value;
    }

    public String requiredString(String name) {
        return string(name).filter(value -> !value.isEmpty()).orElseThrow(() -> missing(name));
    }

    public Optional<Boolean> bool(String name) {
        return string(name).map(value -> switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "must be true or false");
        });
    }

    public Optional<Integer> integerBetween(String name, int min, int max) {
        return string(name).map(value -> {
            try {
                int number = Integer.parseInt(value);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw invalid(name, "must be an integer");
            }
            throw invalid(name, "must be from " + min + " to " + max);
        });
    }

    /// One of a few words, AWS's enumerations.
    public Optional<String> oneOf(String name, String... words) {
        Optional<String> value = string(name);
        value.filter(word -> !List.of(words).contains(word)).ifPresent(word -> {
            throw invalid(name, "'" + word + "' is not one of " + String.join(", ", words));
        });
        return value;
    }

    /// A list of texts, in the order of their numbers; empty when there is none.
    public List<String> strings(String name) {
        List<String> result = new ArrayList<>();
        for (QueryParameters element : elements(name)) {
            if (element.node.value == null) {
                throw new RequestException("ValidationError", element.path + " must be a string");
            }
            element.node.asked = true;
            result.add(element.node.value);
        }
        return result;
    }

    /// A list of structures, in the order of their numbers; empty when there is none.
    public List<QueryParameters> structures(String name) {
        return elements(name);
    }

    /// A structure; empty when none of its members was given.
    public Optional<QueryParameters> structure(String name) {
        Node child = node.children.get(name);
        return child == null ? Optional.empty() : Optional.of(new QueryParameters(child, at(name)));
    }

    /// Refuses by name what exists in AWS but not here.
    public void notSupported(String name, String why) {
        if (has(name)) {
            throw invalid(name, "not supported by Millrace: " + why);
        }
    }

    /// To be called last, and on the whole call: refuses every parameter that was never asked for, in whatever
    /// structure it stands.
    public void refuseUnknown() {
        List<String> unknown = new ArrayList<>();
        collect(node, path, unknown);
        if (!unknown.isEmpty()) {
            throw new RequestException("ValidationError", "Unknown or unsupported: " + String.join(", ", unknown));
        }
    }

    public RequestException invalid(String name, String what) {
        return new RequestException("ValidationError", at(name) + ": " + what);
    }

    /// AWS's words for what is not there.
    public RequestException missing(String name) {
        String member = at(name);
        return new RequestException(
                "ValidationError",
                "1 validation error detected: Value null at '" + Character.toLowerCase(member.charAt(0))
                        + member.substring(1) + "' failed to satisfy constraint: Member must not be null");
    }

    /// Clients write an empty list as a parameter without a value.
    private List<QueryParameters> elements(String name) {
        Node list = node.children.get(name);
        if (list == null) {
            return List.of();
        }
        if (list.value != null) {
            if (!list.value.isEmpty()) {
                throw invalid(name, "must be a list: " + at(name) + ".member.1");
            }
            list.asked = true;
        }
        Map<Integer, QueryParameters> sorted = new TreeMap<>();
        Node members = list.children.getOrDefault(MEMBER, new Node());
        members.children.forEach((key, member) -> {
            if (!key.isEmpty() && key.length() < 9 && key.chars().allMatch(c -> c >= '0' && c <= '9')) {
                sorted.put(Integer.parseInt(key), new QueryParameters(member, at(name) + "." + MEMBER + "." + key));
            }
        });
        return List.copyOf(sorted.values());
    }

    private static void collect(Node node, String path, List<String> unknown) {
        if (unknown.size() >= NAMED_UNKNOWN_MAX) {
            return;
        }
        if (node.value != null && !node.asked) {
            unknown.add(path);
        }
        node.children.forEach((name, child) -> collect(child, path.isEmpty() ? name : path + "." + name, unknown));
    }
}
