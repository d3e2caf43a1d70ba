package io.millrace.backends.log;

import java.util.Optional;

/// What the log has done since it was opened, for metrics.
///
/// @param appends appends made durable
/// @param records their records
/// @param bytes their bytes on disk
/// @param groups group commits
/// @param syncNanos time spent waiting for the disk to make them durable
/// @param failedAppends appends that the disk refused
/// @param lastFailure what the disk said last
public record LogStats(
        long appends,
        long records,
        long bytes,
        long groups,
        long syncNanos,
        long failedAppends,
        Optional<String> lastFailure) {
    static final LogStats NONE = new LogStats(0, 0, 0, 0, 0, 0, Optional.empty());
}
