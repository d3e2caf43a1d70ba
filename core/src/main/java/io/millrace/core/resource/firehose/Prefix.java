package io.millrace.core.resource.firehose;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the keys of delivered objects begin with: text with expressions `!{namespace:value}`, parsed once and evaluated
/// for each object.
///
/// A `Prefix` without any expression gets `yyyy/MM/dd/HH/` appended as it stands, no slash between; one with an
/// expression gets nothing. An `ErrorOutputPrefix` without any expression gets `<error-output-type>/yyyy/MM/dd/HH/`.
/// An expression ends at the first `}`. Months and days are named in English (US).
///
/// Immutable; errors are [RequestException] `InvalidArgumentException` and name property, expression and position
/// (from 1).
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html>
public final class Prefix {
    /// Characters of `!{firehose:random-string}`.
    public static final int RANDOM_STRING_CHARS = 11;

    private static final DateTimeFormatter HOUR_FOLDERS = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/", Locale.US);
    private static final String LONGEST_ERROR_TYPE = "activePartitionExceeded";

    private final List<PrefixPart> parts;
    private final boolean hasExpressions;
    private final Set<PartitionKey> partitionKeys;

    private Prefix(List<PrefixPart> parts, boolean hasExpressions) {
        this.parts = parts;
        this.hasExpressions = hasExpressions;
        Set<PartitionKey> keys = new LinkedHashSet<>();
        for (PrefixPart part : parts) {
            if (part instanceof PrefixPart.Partition(PartitionKey key)) {
                keys.add(key);
            }
        }
        // In the order of the prefix: object names are drawn from the values in this order, by any process.
        this.partitionKeys = Collections.unmodifiableSet(keys);
    }

    /// What an evaluation draws on.
    ///
    /// @param time arrival of the oldest record of the object, in the stream's time zone
    /// @param randomString gives [#RANDOM_STRING_CHARS] other characters each time
    /// @param partitionKeys values by key; all of [Prefix#partitionKeys()]
    /// @param errorOutputType of an error object; not used otherwise
    public record Values(
            ZonedDateTime time,
            Supplier<String> randomString,
            Map<PartitionKey, String> partitionKeys,
            String errorOutputType) {}

    /// Parses the `Prefix` of a destination.
    ///
    /// @param path the property's path, for messages
    public static Prefix ofData(String text, String path) {
        List<PrefixPart> parts = new ArrayList<>(new PrefixParser(text, path, false).parse());
        boolean expressions = expressionsIn(parts);
        if (!expressions) {
            parts.add(new PrefixPart.Timestamp(HOUR_FOLDERS));
        }
        Prefix prefix = new Prefix(List.copyOf(parts), expressions);
        prefix.refuseTooLong(path);
        return prefix;
    }

    /// Parses the `ErrorOutputPrefix` of a destination, or, where there is none, its `Prefix` without expressions.
    ///
    /// @param path the property's path, for messages
    public static Prefix ofErrors(String text, String path) {
        List<PrefixPart> parts = new ArrayList<>(new PrefixParser(text, path, true).parse());
        boolean expressions = expressionsIn(parts);
        if (!expressions) {
            parts.add(new PrefixPart.ErrorOutputType());
            parts.add(new PrefixPart.Literal("/"));
            parts.add(new PrefixPart.Timestamp(HOUR_FOLDERS));
        } else if (parts.stream().noneMatch(PrefixPart.ErrorOutputType.class::isInstance)) {
            throw RequestException.invalidArgument(
                    path + " has expressions, so it must have !{firehose:error-output-type}");
        }
        Prefix prefix = new Prefix(List.copyOf(parts), expressions);
        prefix.refuseTooLong(path);
        return prefix;
    }

    /// Whether it was written with any expression.
    public boolean hasExpressions() {
        return hasExpressions;
    }

    /// What it partitions by, in the order of the prefix.
    public Set<PartitionKey> partitionKeys() {
        return partitionKeys;
    }

    /// What every key with it begins with: the text before its first expression.
    public String beginning() {
        return parts.getFirst() instanceof PrefixPart.Literal(String text) ? text : "";
    }

    public String evaluate(Values values) {
        StringBuilder result = new StringBuilder();
        for (PrefixPart part : parts) {
            switch (part) {
                case PrefixPart.Literal(String text) -> result.append(text);
                case PrefixPart.Timestamp(DateTimeFormatter pattern) -> pattern.formatTo(values.time(), result);
                case PrefixPart.RandomString() ->
                    result.append(values.randomString().get());
                case PrefixPart.ErrorOutputType() -> result.append(values.errorOutputType());
                case PrefixPart.Partition(PartitionKey key) ->
                    result.append(values.partitionKeys().get(key));
            }
        }
        return result.toString();
    }

    /// Whether an evaluated prefix may be put before an object's name: [Limit#FIREHOSE_EVALUATED_PREFIX_CHARS], and
    /// with its name within S3's limit of a key.
    public static boolean fits(String evaluated) {
        return evaluated.length() <= Limit.FIREHOSE_EVALUATED_PREFIX_CHARS.value()
                && evaluated.getBytes(StandardCharsets.UTF_8).length <= Limit.FIREHOSE_EVALUATED_PREFIX_BYTES.value();
    }

    private static boolean expressionsIn(List<PrefixPart> parts) {
        return parts.stream().anyMatch(part -> !(part instanceof PrefixPart.Literal));
    }

    /// As far as it can be known before there are records: partition keys are taken as empty.
    private void refuseTooLong(String path) {
        Map<PartitionKey, String> noKeys = partitionKeys.stream().collect(Collectors.toMap(key -> key, key -> ""));
        String longest = evaluate(new Values(
                PrefixParser.LONGEST_TIME, () -> "x".repeat(RANDOM_STRING_CHARS), noKeys, LONGEST_ERROR_TYPE));
        if (!fits(longest)) {
            throw RequestException.invalidArgument(
                    "%s: evaluated it may have at most %d characters and %d bytes, this one can have %d"
                            .formatted(
                                    path,
                                    Limit.FIREHOSE_EVALUATED_PREFIX_CHARS.value(),
                                    Limit.FIREHOSE_EVALUATED_PREFIX_BYTES.value(),
                                    longest.length()));
        }
    }
}
