package io.millrace.core.function;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where the output of functions goes: log groups and streams as CloudWatch Logs has them.
@FunctionalInterface
public interface FunctionLog {
    /// Adds events to a stream of a group; both begin to exist with their first event. Any thread, never blocks.
    ///
    /// @param events at most [io.millrace.core.limit.Limit#LOGS_APPEND_BYTES] of text
    /// @return completes when they are kept; a failure costs these events and nothing else
    CompletableFuture<Void> append(String region, String group, String stream, List<Line> events);

    /// One event.
    ///
    /// @param timeMillis since the epoch
    /// @param message without a line end
    record Line(long timeMillis, String message) {}
}
