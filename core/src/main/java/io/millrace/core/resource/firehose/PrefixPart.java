package io.millrace.core.resource.firehose;

import java.time.format.DateTimeFormatter;

/// A piece of a [Prefix] between which no expression begins or ends.
sealed interface PrefixPart {
    /// Text that stands for itself.
    record Literal(String text) implements PrefixPart {}

    /// `!{timestamp:pattern}`
    record Timestamp(DateTimeFormatter pattern) implements PrefixPart {}

    /// `!{firehose:random-string}`: 11 characters, others each time.
    record RandomString() implements PrefixPart {}

    /// `!{firehose:error-output-type}`
    record ErrorOutputType() implements PrefixPart {}

    /// `!{partitionKeyFromQuery:key}` or `!{partitionKeyFromLambda:key}`
    record Partition(PartitionKey key) implements PrefixPart {}
}
