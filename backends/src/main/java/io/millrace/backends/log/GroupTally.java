package io.millrace.backends.log;

import java.util.Optional;

/// Counts what the writer does. Only for the writer's thread.
final class GroupTally {
    private LogStats stats = LogStats.NONE;
    private long appends;
    private long records;
    private long bytes;
    private long syncNanos;
    private long failedAppends;
    private Optional<String> lastFailure = Optional.empty();

    void appended(LogEntry.Append append) {
        appends++;
        records += append.records.size();
        bytes += append.frameBytes();
    }

    void synced(long nanos) {
        syncNanos += nanos;
    }

    void failed(String message) {
        failedAppends++;
        lastFailure = Optional.of(message);
    }

    LogStats endGroup() {
        stats = new LogStats(appends, records, bytes, stats.groups() + 1, syncNanos, failedAppends, lastFailure);
        return stats;
    }
}
