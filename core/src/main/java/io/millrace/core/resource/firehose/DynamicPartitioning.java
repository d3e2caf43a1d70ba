package io.millrace.core.resource.firehose;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;

/// Reads a `DynamicPartitioningConfiguration` and holds its rules. `RetryOptions` is kept only: delivery here is
/// retried for as long as the log keeps the records.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/dynamic-partitioning.html>
final class DynamicPartitioning {
    private static final String NAME = "DynamicPartitioningConfiguration";

    private DynamicPartitioning() {}

    static boolean enabled(Fields destination) {
        return destination.object(NAME).map(DynamicPartitioning::read).orElse(false);
    }

    private static boolean read(Fields fields) {
        boolean enabled = fields.bool("Enabled").orElse(false);
        fields.object("RetryOptions").ifPresent(retry -> {
            retry.integerBetween("DurationInSeconds", 0, Limit.FIREHOSE_PARTITION_RETRY_SECONDS.intValue());
            retry.refuseUnknown();
        });
        fields.refuseUnknown();
        return enabled;
    }

    /// Partition keys, the query that gives them and the switch belong together.
    static void check(Fields destination, boolean enabled, Processing processing, Prefix prefix) {
        if (!enabled) {
            if (!prefix.partitionKeys().isEmpty()) {
                throw destination.invalid("Prefix", "partition keys need " + NAME + ".Enabled");
            }
            if (processing.partitionQuery().isPresent()) {
                throw destination.invalid("ProcessingConfiguration", "MetadataExtraction needs " + NAME + ".Enabled");
            }
            return;
        }
        if (prefix.partitionKeys().isEmpty()) {
            throw destination.invalid(
                    "Prefix",
                    "with dynamic partitioning it must have !{partitionKeyFromQuery:…} or !{partitionKeyFromLambda:…} at least once");
        }
        prefix.partitionKeys().forEach(key -> check(destination, key, processing));
    }

    private static void check(Fields destination, PartitionKey key, Processing processing) {
        switch (key.source()) {
            case LAMBDA -> {
                if (processing.function().isEmpty()) {
                    throw destination.invalid(
                            "ProcessingConfiguration", "must be enabled and have a Lambda processor for " + key);
                }
            }
            case QUERY -> {
                if (processing.partitionQuery().isEmpty()) {
                    throw destination.invalid(
                            "ProcessingConfiguration", "must be enabled and have MetadataExtraction for " + key);
                }
                processing.partitionQuery().get().keys().ifPresent(keys -> {
                    if (!keys.contains(key.name())) {
                        throw destination.invalid("Prefix", key + " is no key of the MetadataExtractionQuery");
                    }
                });
            }
        }
    }
}
