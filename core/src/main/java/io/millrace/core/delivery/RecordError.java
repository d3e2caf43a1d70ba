package io.millrace.core.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Why one record cannot be delivered as data, and the line that says so in an error object.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html>
///
/// @param type which error object it goes to
/// @param code AWS's code where it has one
/// @param message without record content
record RecordError(ErrorType type, String code, String message) {
    static RecordError deAggregation(String message) {
        return new RecordError(ErrorType.PROCESSING_FAILED, "RecordDeAggregation.Failed", message);
    }

    static RecordError partitioning(String message) {
        return new RecordError(ErrorType.PARTITIONING_FAILED, "DynamicPartitioning.MetadataExtractionFailed", message);
    }

    static RecordError tooManyPartitions() {
        return new RecordError(
                ErrorType.ACTIVE_PARTITION_EXCEEDED,
                "DynamicPartitioning.ActivePartitionsLimitExceeded",
                "The limit of active partitions of this delivery stream is exceeded");
    }

    /// The JSON line.
    ///
    /// @param endedMillis when it was given up
    byte[] line(long arrivalMillis, long endedMillis, byte[] data) {
        return (JsonNodeFactory.instance
                                .objectNode()
                                .put("attemptsMade", 1)
                                .put("arrivalTimestamp", arrivalMillis)
                                .put("errorCode", code)
                                .put("errorMessage", message)
                                .put("attemptEndingTimestamp", endedMillis)
                                .put("rawData", Base64.getEncoder().encodeToString(data))
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
