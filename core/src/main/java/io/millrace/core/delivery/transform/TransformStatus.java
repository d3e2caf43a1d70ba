package io.millrace.core.delivery.transform;

/// What a stream's function has done. Counts are since the program started.
///
/// @param calls that it answered
/// @param failedCalls that failed, each retry counted
/// @param records it was given in calls that it answered
/// @param droppedRecords that it wanted dropped
public record TransformStatus(long calls, long failedCalls, long records, long droppedRecords) {
    public static final TransformStatus NOTHING = new TransformStatus(0, 0, 0, 0);

    /// Of two streams of the log.
    public TransformStatus plus(TransformStatus more) {
        return new TransformStatus(
                calls + more.calls,
                failedCalls + more.failedCalls,
                records + more.records,
                droppedRecords + more.droppedRecords);
    }
}
