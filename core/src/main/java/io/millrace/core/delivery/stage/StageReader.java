package io.millrace.core.delivery.stage;

import io.millrace.core.limit.Limit;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stage's reader of the log: counts what the log has lost, once, however often a range is read again, and can be
/// stopped from another thread. The rest is the stage's thread's alone.
public final class StageReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StageReader.class);

    private final LogReader reader;
    private final String streamName;
    private final StageProgress progress;
    private volatile boolean stopped;
    private volatile boolean polling;
    private long expectedOffset;
    private long lostUntil;

    /// @param reader just opened; closed with this
    /// @param streamName of the delivery stream, for messages
    /// @param progress where losses are counted
    public StageReader(LogReader reader, String streamName, StageProgress progress) {
        this.reader = reader;
        this.streamName = streamName;
        this.progress = progress;
        expectedOffset = reader.checkpoint().position();
    }

    /// What the consumer has kept.
    public Checkpoint checkpoint() {
        return reader.checkpoint();
    }

    public void checkpoint(Checkpoint checkpoint) {
        reader.checkpoint(checkpoint);
    }

    /// Reads on.
    ///
    /// @throws CorruptRecordsException when what comes next is damaged; see [#skip]
    /// @throws InterruptedException when stopped
    public List<LogRecord> poll(int records, long bytes, Duration wait) throws InterruptedException {
        List<LogRecord> polled = waitFor(records, bytes, wait);
        if (!polled.isEmpty()) {
            dropped(polled.getFirst().offset());
            expectedOffset = polled.getLast().offset() + 1;
        }
        return polled;
    }

    /// As many records as the log gives at once.
    public List<LogRecord> poll(int records, Duration wait) throws InterruptedException {
        return poll(records, Limit.DELIVERY_POLL_BYTES.value(), wait);
    }

    /// Goes on behind records that the log has lost.
    public void skip(CorruptRecordsException e) {
        if (e.resumeOffset() > lostUntil) {
            progress.corrupt(e.resumeOffset() - Math.max(lostUntil, e.offset()));
            lostUntil = e.resumeOffset();
            LOG.error("{}: {}; delivery goes on behind them", streamName, e.getMessage());
        }
        seek(e.resumeOffset());
    }

    public void seek(long offset) {
        reader.seek(offset);
        expectedOffset = offset;
    }

    /// Moves without taking what is passed over as lost.
    public long position() {
        return reader.position();
    }

    /// Whether all that is there was read.
    public boolean isAtEnd() {
        return reader.position() >= reader.extent().endOffset();
    }

    public boolean isStopped() {
        return stopped;
    }

    /// Ends a poll, now and from now on. From any thread.
    public void stop() {
        stopped = true;
        if (polling) {
            reader.close();
        }
    }

    @Override
    public void close() {
        reader.close();
    }

    private List<LogRecord> waitFor(int records, long bytes, Duration wait) throws InterruptedException {
        polling = true;
        try {
            if (stopped) {
                throw new InterruptedException("Stopped");
            }
            return reader.poll(records, bytes, wait);
        } finally {
            polling = false;
        }
    }

    private void dropped(long firstOffset) {
        long count = firstOffset - Math.max(expectedOffset, lostUntil);
        if (count > 0) {
            progress.dropped(count);
            lostUntil = firstOffset;
            LOG.error("{}: retention has dropped {} records before they were delivered", streamName, count);
        }
    }
}
