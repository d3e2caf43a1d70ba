package io.millrace.core.logs;

import io.millrace.core.limit.Limit;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The events of a log group as they arrive. Looking takes nothing away. Owned by one thread at a time.
public final class LogFollower implements AutoCloseable {
    private final LogReader viewer;
    private final Map<String, Long> bornOffsets;
    private final long startOffset;
    private final long fromMillis;

    /// @param bornOffsets from where on the events of each log stream counted when this was made
    /// @param startOffset the end of the group when this was made
    LogFollower(LogReader viewer, Map<String, Long> bornOffsets, long startOffset, long fromMillis) {
        this.viewer = viewer;
        this.bornOffsets = bornOffsets;
        this.startOffset = startOffset;
        this.fromMillis = fromMillis;
    }

    /// The next events, waiting for one when there is none. May be empty although there are more.
    ///
    /// @throws IllegalStateException when the group was deleted
    /// @throws InterruptedException when interrupted while waiting
    public List<LogEvent> poll(Duration waitMax) throws InterruptedException {
        List<LogEvent> events = new ArrayList<>();
        try {
            for (LogRecord record :
                    viewer.poll(Limit.TAIL_POLL_RECORDS.intValue(), Limit.TAIL_POLL_BYTES.value(), waitMax)) {
                if (LogEntry.decode(record.data()) instanceof LogEntry.Event event && isShown(event, record.offset())) {
                    events.add(new LogEvent(
                            event.stream(),
                            new Position(event.timeMillis(), record.offset()),
                            record.arrivalMillis(),
                            event.message()));
                }
            }
        } catch (CorruptRecordsException e) {
            viewer.seek(e.resumeOffset());
        }
        return events;
    }

    /// Whether all events were given that there were when this was made.
    public boolean hasCaughtUp() {
        return viewer.position() >= startOffset;
    }

    private boolean isShown(LogEntry.Event event, long offset) {
        return event.timeMillis() >= fromMillis
                && (offset >= startOffset || offset >= bornOffsets.getOrDefault(event.stream(), Long.MAX_VALUE));
    }

    @Override
    public void close() {
        viewer.close();
    }
}
