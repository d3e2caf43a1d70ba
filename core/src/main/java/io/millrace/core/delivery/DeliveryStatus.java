package io.millrace.core.delivery;

import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.stage.Trouble;
import io.millrace.core.delivery.transform.TransformStatus;
import java.util.Map;
import java.util.Optional;

/// How one delivery stream stands, for `millrace status` and metrics. Counts are since the program started.
///
/// @param delivered what was committed, source backup not counted
/// @param failedRecords records in committed error objects, by kind
/// @param backlogRecords records in the log that are not in a committed object
/// @param oldestUndeliveredMillis age of the oldest record that was read and is not in a committed object; 0 when none
/// @param openBytes bytes before compression in objects under way
/// @param corruptRecords records that the log could not read
/// @param droppedRecords records that retention dropped before they were delivered
/// @param function how the function fares, where there is one
/// @param backup what was committed of source records, where they are kept
/// @param trouble what is wrong at present, if anything
public record DeliveryStatus(
        Delivered delivered,
        Map<ErrorType, Long> failedRecords,
        long backlogRecords,
        long oldestUndeliveredMillis,
        long openBytes,
        long corruptRecords,
        long droppedRecords,
        Optional<TransformStatus> function,
        Optional<Delivered> backup,
        Optional<Trouble> trouble) {
    public DeliveryStatus {
        failedRecords = Map.copyOf(failedRecords);
    }

    /// What was committed, error objects included in objects and bytes.
    ///
    /// @param records in objects of data
    /// @param bytes before compression
    public record Delivered(long records, long bytes, long objects) {
        static final Delivered NOTHING = new Delivered(0, 0, 0);

        Delivered plus(Delivered more) {
            return new Delivered(records + more.records, bytes + more.bytes, objects + more.objects);
        }
    }
}
