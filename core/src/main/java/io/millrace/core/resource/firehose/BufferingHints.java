package io.millrace.core.resource.firehose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.time.Duration;

/// When a batch is delivered: as soon as one of its objects has the size, before compression, or the batch the age.
///
/// @param sizeInMBs MiB, in fact
/// @param intervalInSeconds 0 delivers whatever there is
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_BufferingHints.html>
public record BufferingHints(int sizeInMBs, int intervalInSeconds) {
    private static final String SIZE = "SizeInMBs";
    private static final String INTERVAL = "IntervalInSeconds";

    public long sizeBytes() {
        return (long) sizeInMBs << 20;
    }

    public Duration interval() {
        return Duration.ofSeconds(intervalInSeconds);
    }

    /// Reads the hints of a destination, or takes AWS's defaults; with dynamic partitioning or format conversion the
    /// size then is the greatest.
    static BufferingHints parse(Fields destination, boolean partitioned, boolean converted) {
        BufferingHints hints = destination
                .object("BufferingHints")
                .map(BufferingHints::parse)
                .orElseGet(() -> new BufferingHints(
                        (partitioned || converted ? Limit.FIREHOSE_BUFFER_MIB_MAX : Limit.FIREHOSE_BUFFER_MIB_DEFAULT)
                                .intValue(),
                        Limit.FIREHOSE_BUFFER_SECONDS_DEFAULT.intValue()));
        if (partitioned && hints.sizeInMBs < Limit.FIREHOSE_PARTITIONED_BUFFER_MIB_MIN.value()) {
            throw destination.invalid(
                    "BufferingHints.SizeInMBs",
                    "must be at least " + Limit.FIREHOSE_PARTITIONED_BUFFER_MIB_MIN.value()
                            + " with dynamic partitioning, is " + hints.sizeInMBs);
        }
        if (partitioned && hints.intervalInSeconds < Limit.FIREHOSE_PARTITIONED_BUFFER_SECONDS_MIN.value()) {
            throw destination.invalid(
                    "BufferingHints.IntervalInSeconds",
                    "must be at least " + Limit.FIREHOSE_PARTITIONED_BUFFER_SECONDS_MIN.value()
                            + " with dynamic partitioning, is " + hints.intervalInSeconds);
        }
        return hints;
    }

    private static BufferingHints parse(Fields fields) {
        if (!fields.has(SIZE)) {
            throw fields.invalid(SIZE, "is required beside " + INTERVAL);
        }
        if (!fields.has(INTERVAL)) {
            throw fields.invalid(INTERVAL, "is required beside " + SIZE);
        }
        BufferingHints hints = new BufferingHints(
                fields.integerBetween(
                                SIZE,
                                Limit.FIREHOSE_BUFFER_MIB_MIN.intValue(),
                                Limit.FIREHOSE_BUFFER_MIB_MAX.intValue())
                        .orElseThrow(),
                fields.integerBetween(INTERVAL, 0, Limit.FIREHOSE_BUFFER_SECONDS_MAX.intValue())
                        .orElseThrow());
        fields.refuseUnknown();
        return hints;
    }

    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put(SIZE, sizeInMBs).put(INTERVAL, intervalInSeconds);
    }
}
