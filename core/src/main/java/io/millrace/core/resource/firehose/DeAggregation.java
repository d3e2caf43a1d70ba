package io.millrace.core.resource.firehose;

/// How one record is taken apart into several.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-multirecord-deaggergation.html>
public sealed interface DeAggregation {
    /// JSON objects one after the other, with or without white space between.
    record Json() implements DeAggregation {}

    /// Texts with a delimiter between, which belongs to none of them.
    ///
    /// @param delimiter at least one byte
    record Delimited(byte[] delimiter) implements DeAggregation {}
}
