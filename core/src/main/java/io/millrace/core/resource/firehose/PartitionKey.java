package io.millrace.core.resource.firehose;

/// What a record is partitioned by: a name in a prefix, as `!{partitionKeyFromQuery:name}` or
/// `!{partitionKeyFromLambda:name}`.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning-partitioning-keys.html>
///
/// @param source who gives its value
/// @param name in the query's or the function's answer
public record PartitionKey(Source source, String name) {
    /// Who gives the value of a partition key.
    public enum Source {
        QUERY("partitionKeyFromQuery"),
        LAMBDA("partitionKeyFromLambda");

        private final String namespace;

        Source(String namespace) {
            this.namespace = namespace;
        }
    }

    /// As it stands in a prefix.
    @Override
    public String toString() {
        return "!{" + source.namespace + ":" + name + "}";
    }
}
