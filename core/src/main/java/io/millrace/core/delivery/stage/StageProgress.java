package io.millrace.core.delivery.stage;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// How far a stage has come: written by its thread, read by any. It outlives the stage, so that counts go on.
public final class StageProgress {
    private static final long NONE = Long.MAX_VALUE;

    private final AtomicLong position = new AtomicLong();
    private final AtomicLong openBytes = new AtomicLong();
    private final AtomicLong oldestArrivalMillis = new AtomicLong(NONE);
    private final AtomicLong corrupt = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile Trouble trouble;

    /// All before this offset is done.
    public void at(long offset) {
        position.set(offset);
    }

    /// What is in hand and not done.
    public void open(long bytes, long oldestMillis) {
        openBytes.set(bytes);
        oldestArrivalMillis.set(oldestMillis);
    }

    /// Nothing is in hand, and nothing is wrong.
    public void done() {
        openBytes.set(0);
        oldestArrivalMillis.set(NONE);
        trouble = null;
    }

    /// A step has failed and will be tried again. What was in hand may still wait.
    public void failed(String message, Instant now, int attempts, Instant nextRetry) {
        Trouble before = trouble;
        openBytes.set(0);
        trouble = new Trouble(message, before == null ? now : before.since(), attempts, nextRetry);
    }

    void corrupt(long count) {
        corrupt.addAndGet(count);
    }

    void dropped(long count) {
        dropped.addAndGet(count);
    }

    /// Records from here to the end of the log's stream.
    ///
    /// @param endOffset of the stream
    public long backlog(long endOffset) {
        return Math.max(0, endOffset - position.get());
    }

    /// The offset before which all is done.
    public long position() {
        return position.get();
    }

    public long openBytes() {
        return openBytes.get();
    }

    /// Age of the oldest record in hand; 0 when there is none.
    public long oldestMillis(long nowMillis) {
        long oldest = oldestArrivalMillis.get();
        return oldest == NONE ? 0 : Math.max(0, nowMillis - oldest);
    }

    /// Records that the log could not read.
    public long corruptRecords() {
        return corrupt.get();
    }

    /// Records that retention dropped before they were done.
    public long droppedRecords() {
        return dropped.get();
    }

    public Optional<Trouble> trouble() {
        return Optional.ofNullable(trouble);
    }
}
