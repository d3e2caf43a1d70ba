package io.millrace.core.log;

import java.util.Optional;

/// What a consumer must find again after a crash.
///
/// @param position all before it is done for good
/// @param openBatch what the consumer was about to do with the records from `position` on, in its own words, at most
///     [io.millrace.core.limit.Limit#LOG_OPEN_BATCH_BYTES]; after a crash it does exactly that again
public record Checkpoint(long position, Optional<String> openBatch) {
    public static final Checkpoint START = new Checkpoint(0, Optional.empty());

    public static Checkpoint at(long position) {
        return new Checkpoint(position, Optional.empty());
    }
}
