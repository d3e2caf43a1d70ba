package io.millrace.core.delivery.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Why one record cannot be delivered as data, and the line that says so in an error object.
///
/// Sources: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html>,
/// <https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html>
///
/// @param type which error object it goes to
/// @param code AWS's code where it has one
/// @param message without record content
/// @param attempt what was tried before it was given up, where a function was called
/// @param table what it does not fit, where it was converted
public record RecordError(
        ErrorType type, String code, String message, Optional<Attempt> attempt, Optional<Table> table) {
    /// Calls of a function.
    ///
    /// @param count how many there were
    /// @param endedMillis when the last ended, milliseconds since the epoch
    /// @param lambdaArn of the function
    public record Attempt(int count, long endedMillis, String lambdaArn) {}

    /// Where a record that cannot be converted stands, and the table that it was to become a row of.
    ///
    /// @param sequenceNumber its offset in the log
    /// @param subSequenceNumber which part of the record there it is, from 0
    /// @param catalogTable as the line has it
    public record Table(long sequenceNumber, int subSequenceNumber, ObjectNode catalogTable) {}

    private RecordError(ErrorType type, String code, String message) {
        this(type, code, message, Optional.empty(), Optional.empty());
    }

    public static RecordError deAggregation(String message) {
        return new RecordError(ErrorType.PROCESSING_FAILED, "RecordDeAggregation.Failed", message);
    }

    public static RecordError partitioning(String message) {
        return new RecordError(ErrorType.PARTITIONING_FAILED, "DynamicPartitioning.MetadataExtractionFailed", message);
    }

    public static RecordError tooManyPartitions() {
        return new RecordError(
                ErrorType.ACTIVE_PARTITION_EXCEEDED,
                "DynamicPartitioning.ActivePartitionsLimitExceeded",
                "The limit of active partitions of this delivery stream is exceeded");
    }

    /// It does not fit the columns of its table.
    public static RecordError conversion(String code, String message, Table table) {
        return new RecordError(ErrorType.FORMAT_CONVERSION_FAILED, code, message, Optional.empty(), Optional.of(table));
    }

    /// A function's fault, or its verdict.
    public static RecordError function(String code, String message, Attempt attempt) {
        return new RecordError(ErrorType.PROCESSING_FAILED, code, message, Optional.of(attempt), Optional.empty());
    }

    /// The JSON line.
    ///
    /// @param endedMillis when it was given up, where no function was called
    public byte[] line(long arrivalMillis, long endedMillis, byte[] data) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("attemptsMade", attempt.map(Attempt::count).orElse(1))
                .put("arrivalTimestamp", arrivalMillis)
                .put(table.isPresent() ? "lastErrorCode" : "errorCode", code)
                .put(table.isPresent() ? "lastErrorMessage" : "errorMessage", message)
                .put("attemptEndingTimestamp", attempt.map(Attempt::endedMillis).orElse(endedMillis))
                .put("rawData", Base64.getEncoder().encodeToString(data));
        attempt.ifPresent(calls -> line.put("lambdaArn", calls.lambdaArn()));
        table.ifPresent(where -> line.put("sequenceNumber", Long.toString(where.sequenceNumber()))
                .put("subSequenceNumber", where.subSequenceNumber())
                .set("dataCatalogTable", where.catalogTable()));
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
