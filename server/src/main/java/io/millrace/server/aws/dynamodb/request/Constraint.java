package io.millrace.server.aws.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a member's value must satisfy beside its type.
public sealed interface Constraint {
    record NotNull() implements Constraint {}

    record OneOf(List<String> words) implements Constraint {}

    record Pattern(java.util.regex.Pattern pattern) implements Constraint {}

    /// Characters of a text, elements of a list, entries of a map.
    record LengthFrom(int min) implements Constraint {}

    record LengthTo(int max) implements Constraint {}

    record From(long min) implements Constraint {}

    record To(long max) implements Constraint {}

    /// Of every name in a map.
    record Keys(List<Constraint> constraints) implements Constraint {}

    /// Of every value in a map.
    record Values(List<Constraint> constraints) implements Constraint {}

    /// What is wrong with a value, in AWS's words.
    ///
    /// @param value null when absent
    default Optional<String> complaint(JsonNode value) {
        return switch (this) {
            case NotNull ignored -> when(value == null);
            case OneOf(List<String> words) -> when(value != null && !words.contains(value.textValue()));
            case Pattern(java.util.regex.Pattern pattern) ->
                when(value != null && !pattern.matcher(value.textValue()).matches());
            case LengthFrom(int min) -> when(value != null && length(value) < min);
            case LengthTo(int max) -> when(value != null && length(value) > max);
            case From(long min) -> when(value != null && value.longValue() < min);
            case To(long max) -> when(value != null && value.longValue() > max);
            case Keys(List<Constraint> constraints) ->
                when(value != null
                        && !value.properties().stream().allMatch(entry -> fits(constraints, entry.getKey())));
            case Values(List<Constraint> constraints) ->
                when(value != null
                        && !value.properties().stream().allMatch(entry -> constraints.stream()
                                .allMatch(one -> one.complaint(entry.getValue()).isEmpty())));
        };
    }

    /// The words for a value that does not satisfy this.
    default String text() {
        return switch (this) {
            case NotNull ignored -> "Member must not be null";
            case OneOf(List<String> words) -> "Member must satisfy enum value set: " + words;
            case Pattern(java.util.regex.Pattern pattern) ->
                "Member must satisfy regular expression pattern: " + pattern.pattern();
            case LengthFrom(int min) -> "Member must have length greater than or equal to " + min;
            case LengthTo(int max) -> "Member must have length less than or equal to " + max;
            case From(long min) -> "Member must have value greater than or equal to " + min;
            case To(long max) -> "Member must have value less than or equal to " + max;
            case Keys(List<Constraint> constraints) -> "Map keys must satisfy constraint: " + all(constraints);
            case Values(List<Constraint> constraints) -> "Map value must satisfy constraint: " + all(constraints);
        };
    }

    private Optional<String> when(boolean wrong) {
        return wrong ? Optional.of(text()) : Optional.empty();
    }

    private static boolean fits(List<Constraint> constraints, String key) {
        return constraints.stream()
                .allMatch(one -> one.complaint(TextNode.valueOf(key)).isEmpty());
    }

    private static String all(List<Constraint> constraints) {
        return constraints.stream().map(Constraint::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static int length(JsonNode value) {
        return value.isTextual() ? value.textValue().length() : value.size();
    }
}
