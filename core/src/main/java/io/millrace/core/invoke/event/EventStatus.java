package io.millrace.core.invoke.event;

/// How the events of one function stand, for the operator and for metrics. Counts are since the program started.
///
/// @param accepted made durable
/// @param succeeded ran without an error
/// @param failedRuns runs that ended with an error of the function
/// @param delayedRuns runs that had to wait: throttled, or for want of something of ours
/// @param givenUp after their last retry, too old, or because they cannot be run
/// @param told records that a destination has
/// @param untold records that no destination took in time
/// @param lost what the log could not give back
/// @param open begun and not finished
/// @param backlog not begun
public record EventStatus(
        long accepted,
        long succeeded,
        long failedRuns,
        long delayedRuns,
        long givenUp,
        long told,
        long untold,
        long lost,
        long open,
        long backlog) {
    static EventStatus of(EventCounts counts, long open, long backlog) {
        return new EventStatus(
                counts.accepted.sum(),
                counts.succeeded.sum(),
                counts.failedRuns.sum(),
                counts.delayedRuns.sum(),
                counts.givenUp.sum(),
                counts.told.sum(),
                counts.untold.sum(),
                counts.lost.sum(),
                open,
                backlog);
    }
}
