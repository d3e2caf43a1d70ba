package io.millrace.server.aws.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The path of a REST operation: literal segments and labels, `/functions/{FunctionName}/invocations`. A last label
/// written `{Arn+}` takes all the rest with its slashes. A slash at the end of a path means nothing.
///
/// Source: <https://smithy.io/2.0/spec/http-bindings.html#http-trait>
public final class PathTemplate {
    private final List<String> segments;

    private PathTemplate(List<String> segments) {
        this.segments = segments;
    }

    static PathTemplate of(String text) {
        return new PathTemplate(split(text));
    }

    /// The labels of a path, still percent-encoded, when the path is of this form. A label is never empty.
    ///
    /// @param path segments as sent
    Optional<Map<String, String>> match(List<String> path) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (i >= path.size()) {
                return Optional.empty();
            }
            if (isGreedy(segment)) {
                labels.put(name(segment, 2), String.join("/", path.subList(i, path.size())));
                return Optional.of(labels);
            }
            String given = path.get(i);
            if (!segment.startsWith("{") ? !segment.equals(given) : given.isEmpty()) {
                return Optional.empty();
            }
            if (segment.startsWith("{")) {
                labels.put(name(segment, 1), given);
            }
        }
        return path.size() == segments.size() ? Optional.of(labels) : Optional.empty();
    }

    /// How exact it is: of two that fit, the one with more literal segments is meant.
    int literals() {
        return (int)
                segments.stream().filter(segment -> !segment.startsWith("{")).count();
    }

    private static boolean isGreedy(String segment) {
        return segment.endsWith("+}");
    }

    private static String name(String label, int tail) {
        return label.substring(1, label.length() - tail);
    }

    /// Segments of a path without the slash at its end.
    static List<String> split(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeFirst();
        if (segments.size() > 1 && segments.getLast().isEmpty()) {
            segments.removeLast();
        }
        return segments;
    }
}
