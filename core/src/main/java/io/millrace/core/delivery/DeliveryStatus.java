package io.millrace.core.delivery;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// How one delivery stands, for `millrace status` and metrics. Counts are since the program started.
///
/// @param delivered what was committed
/// @param failedRecords records in committed error objects, by kind
/// @param backlogRecords records in the log that are not in a committed object
/// @param oldestUndeliveredMillis age of the oldest record that was read and is not in a committed object; 0 when none
/// @param openBytes bytes before compression in objects under way
/// @param corruptRecords records that the log could not read
/// @param droppedRecords records that retention dropped before they were delivered
/// @param trouble what is wrong at present, if anything
public record DeliveryStatus(
        Delivered delivered,
        Map<ErrorType, Long> failedRecords,
        long backlogRecords,
        long oldestUndeliveredMillis,
        long openBytes,
        long corruptRecords,
        long droppedRecords,
        Optional<Trouble> trouble) {
    public DeliveryStatus {
        failedRecords = Map.copyOf(failedRecords);
    }

    /// What was committed, error objects included in objects and bytes.
    ///
    /// @param records in objects of data
    /// @param bytes before compression
    public record Delivered(long records, long bytes, long objects) {}

    /// A failure that is being retried.
    ///
    /// @param message of the last failure
    /// @param since when the first of them was
    /// @param attempts how many there were in a row
    /// @param nextRetry when it is tried again
    public record Trouble(String message, Instant since, int attempts, Instant nextRetry) {}
}
