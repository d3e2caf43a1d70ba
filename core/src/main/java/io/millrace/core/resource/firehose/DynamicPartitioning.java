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
                    "Prefix", "with dynamic partitioning it must have !{partitionKeyFromQuery:…} at least once");
        }
        if (processing.partitionQuery().isEmpty()) {
            throw destination.invalid(
                    "ProcessingConfiguration",
                    "must be enabled and have MetadataExtraction for the partition keys of Prefix");
        }
        processing.partitionQuery().get().keys().ifPresent(keys -> prefix.partitionKeys()
                .forEach(key -> {
                    if (!keys.contains(key)) {
                        throw destination.invalid(
                                "Prefix",
                                "!{partitionKeyFromQuery:" + key + "} is no key of the MetadataExtractionQuery");
                    }
                }));
    }
}
