package io.millrace.core.resource.firehose;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts a prefix as written into its parts. Errors name the property, the expression and the position of its `!`,
/// counted from 1.
final class PrefixParser {
    /// The longest month and day that English has.
    static final ZonedDateTime LONGEST_TIME = ZonedDateTime.of(2026, 9, 30, 23, 59, 59, 999_999_999, ZoneOffset.UTC);

    private static final String OPEN = "!{";

    private final String text;
    private final String path;
    private final boolean errors;
    private final List<PrefixPart> parts = new ArrayList<>();

    /// @param path the property's path, for messages
    /// @param errors whether this is an ErrorOutputPrefix
    PrefixParser(String text, String path, boolean errors) {
        this.text = text;
        this.path = path;
        this.errors = errors;
    }

    List<PrefixPart> parse() {
        if (text.length() > Limit.FIREHOSE_PREFIX_CHARS.value()) {
            throw RequestException.invalidArgument(path + " may have at most " + Limit.FIREHOSE_PREFIX_CHARS.value()
                    + " characters, this one has " + text.length());
        }
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            literal(at, open);
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw refused(open, text.length(), "has no closing brace");
            }
            parts.add(expression(open, close + 1));
            at = close + 1;
        }
        literal(at, text.length());
        return List.copyOf(parts);
    }

    private void literal(int from, int to) {
        if (to > from) {
            parts.add(new PrefixPart.Literal(text.substring(from, to)));
        }
    }

    private PrefixPart expression(int from, int to) {
        String inside = text.substring(from + OPEN.length(), to - 1);
        int colon = inside.indexOf(':');
        if (colon < 0) {
            throw refused(from, to, "has no namespace; write !{namespace:value}");
        }
        String value = inside.substring(colon + 1);
        return switch (inside.substring(0, colon)) {
            case "timestamp" -> timestamp(value, from, to);
            case "firehose" -> firehose(value, from, to);
            case "partitionKeyFromQuery" -> partitionKey(PartitionKey.Source.QUERY, value, from, to);
            case "partitionKeyFromLambda" -> partitionKey(PartitionKey.Source.LAMBDA, value, from, to);
            default ->
                throw refused(
                        from,
                        to,
                        "has an unknown namespace; there are timestamp, firehose, partitionKeyFromQuery and"
                                + " partitionKeyFromLambda");
        };
    }

    /// The formatter is tried once: some patterns are well-formed and still cannot be printed.
    private PrefixPart timestamp(String pattern, int from, int to) {
        if (pattern.isEmpty()) {
            throw refused(from, to, "has no pattern");
        }
        try {
            DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.US);
            formatter.formatTo(LONGEST_TIME, new StringBuilder());
            return new PrefixPart.Timestamp(formatter);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(from, to, "is no pattern of Java's DateTimeFormatter: " + e.getMessage());
        }
    }

    private PrefixPart firehose(String value, int from, int to) {
        return switch (value) {
            case "random-string" -> new PrefixPart.RandomString();
            case "error-output-type" -> {
                if (!errors) {
                    throw refused(from, to, "can only be used in ErrorOutputPrefix");
                }
                yield new PrefixPart.ErrorOutputType();
            }
            default -> throw refused(from, to, "is not one of random-string, error-output-type");
        };
    }

    private PrefixPart partitionKey(PartitionKey.Source source, String key, int from, int to) {
        if (errors) {
            throw refused(from, to, "can only be used in Prefix");
        }
        if (key.isEmpty()) {
            throw refused(from, to, "names no key");
        }
        return new PrefixPart.Partition(new PartitionKey(source, key));
    }

    private RequestException refused(int from, int to, String what) {
        return RequestException.invalidArgument(
                "%s: '%s' %s (position %d)".formatted(path, text.substring(from, to), what, from + 1));
    }
}
