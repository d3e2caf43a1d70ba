package io.millrace.core.ingest;

import io.millrace.core.log.Appended;
import io.millrace.core.log.EventLog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Where every record comes in, whichever door it came through: appends to the log and counts. What this acknowledges
/// is durable.
///
/// Any thread, never blocks.
public final class Ingest {
    private final EventLog log;
    private final Map<String, IngestCounts> counts = new ConcurrentHashMap<>();

    public Ingest(EventLog log) {
        this.log = log;
    }

    /// Accepts records for a stream of the log.
    ///
    /// @param logStream as its resource names it
    /// @param records at least one, within the limits of the door; not to be changed afterwards
    /// @return completes when durable; fails with [io.millrace.core.fault.UnavailableException] when it cannot be
    /// made so
    public CompletableFuture<Appended> accept(String logStream, List<byte[]> records) {
        IngestCounts count = counts(logStream);
        long bytes = 0;
        for (byte[] record : records) {
            bytes += record.length;
        }
        long size = bytes;
        return log.append(logStream, records).whenComplete((appended, failure) -> {
            if (failure == null) {
                count.accepted(appended.count(), size);
            } else {
                count.refused();
            }
        });
    }

    /// What was accepted into a stream since the program started.
    public IngestCounts counts(String logStream) {
        IngestCounts present = counts.get(logStream);
        return present != null ? present : counts.computeIfAbsent(logStream, ignored -> new IngestCounts());
    }

    /// The offset that the next record of a stream will get.
    public long endOffset(String logStream) {
        return log.extent(logStream).endOffset();
    }

    /// Forgets the counts of a stream that is gone.
    public void forget(String logStream) {
        counts.remove(logStream);
    }
}
