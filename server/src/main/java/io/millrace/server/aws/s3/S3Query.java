package io.millrace.server.aws.s3;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The parameters of a request's query, decoded. Where a name comes twice, its first value counts.
final class S3Query {
    private final Map<String, String> values = new HashMap<>();

    private S3Query() {}

    static S3Query parse(String wire) {
        S3Query query = new S3Query();
        for (String pair : wire.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.values.putIfAbsent(UrlText.decode(name, true), UrlText.decode(value, true));
            }
        }
        return query;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// The value, or an empty text.
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /// The first name, in order of the alphabet, that fulfils a condition.
    Optional<String> anyName(Predicate<String> condition) {
        return values.keySet().stream().filter(condition).sorted().findFirst();
    }

    Map<String, String> all() {
        return values;
    }

    /// A whole number that is not negative, at most `max`: a larger one counts as `max`.
    int count(String name, int max) {
        String text = values.get(name);
        if (text == null || text.isEmpty()) {
            return max;
        }
        int value = integer(name, text);
        if (value < 0) {
            throw S3Errors.invalidArgument("Argument " + name + " must be an integer between 0 and 2147483647");
        }
        return Math.min(value, max);
    }

    private static int integer(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw S3Errors.invalidArgument("Provided " + name + " not an integer or within integer range");
        }
    }
}
