package io.millrace.core.invoke.event;

import io.millrace.core.fault.Backoff;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// An event that was begun and is not finished. Owned by its [EventConsumer]'s thread; while work on it is under way,
/// only that work looks at it.
final class OpenEvent {
    private final long offset;
    private final Backoff backoff;
    private Optional<QueuedEvent> event;
    private Optional<Report> report = Optional.empty();
    private int runs;
    private long dueMillis;

    /// What is to be told to a destination.
    ///
    /// @param destination ARN
    /// @param record JSON
    /// @param sinceMillis when the event came to its end
    record Report(String destination, byte[] record, long sinceMillis) {}

    OpenEvent(long offset, Optional<QueuedEvent> event, int runs, long dueMillis, RandomGenerator random) {
        this.offset = offset;
        this.event = event;
        this.runs = runs;
        this.dueMillis = dueMillis;
        this.backoff = new Backoff(random);
    }

    long offset() {
        return offset;
    }

    /// Empty when it must be read from the log again.
    Optional<QueuedEvent> event() {
        return event;
    }

    void event(QueuedEvent read) {
        event = Optional.of(read);
    }

    /// Runs of the function that ended with its error.
    int runs() {
        return runs;
    }

    /// When work on it goes on.
    long dueMillis() {
        return dueMillis;
    }

    Optional<Report> report() {
        return report;
    }

    /// The function failed; it is run again later.
    void failed(long retryMillis) {
        runs++;
        backoff.succeeded();
        waits(retryMillis);
    }

    /// The pause after one more failure that is not the function's.
    long pauseMillis() {
        return backoff.failed().toMillis();
    }

    /// It rests, and its payload, which may be large, is let go.
    void waits(long retryMillis) {
        dueMillis = retryMillis;
        event = Optional.empty();
    }

    /// It has come to its end; what is left is to say so. What is kept of it in the checkpoint stays as it was, so that
    /// a crash runs it again and gets an answer to tell.
    void ended(Report outcome) {
        report = Optional.of(outcome);
        event = Optional.empty();
        backoff.succeeded();
    }

    void reportLater(long retryMillis) {
        dueMillis = retryMillis;
    }
}
