package io.millrace.core.logs;

import java.util.Optional;

/// A log stream of a group, as far as its events are still kept. Times are milliseconds since the epoch.
///
/// @param name its name
/// @param createdMillis when it was made
/// @param events what is known of its events; empty when it has none
/// @param bytes of its events, each counted with AWS's overhead of
/// [io.millrace.core.limit.Limit#LOGS_EVENT_OVERHEAD_BYTES]
public record LogStream(String name, long createdMillis, Optional<Times> events, long bytes) {
    /// @param firstMillis time of the earliest event
    /// @param lastMillis time of the latest event
    /// @param lastIngestedMillis when the last one arrived
    public record Times(long firstMillis, long lastMillis, long lastIngestedMillis) {}
}
