package io.millrace.backends.log;

import io.millrace.core.limit.Limit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// What waits for the writer: a stack that callers push onto and the writer takes whole and turns round, so that a push
/// is one compare-and-set and each caller's order is kept. Bounded by [Limit#LOG_QUEUE_BYTES].
final class LogQueue {
    private static final LogEntry CLOSED = new LogEntry.Task(() -> {}, true);

    private final AtomicReference<LogEntry> newest = new AtomicReference<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Thread taker;
    private volatile boolean parked;

    /// How an attempt to add an entry ended.
    enum Offer {
        TAKEN,
        FULL,
        CLOSED
    }

    Offer offer(LogEntry.Append append) {
        if (bytes.addAndGet(append.queueBytes) > Limit.LOG_QUEUE_BYTES.value()) {
            bytes.addAndGet(-append.queueBytes);
            return Offer.FULL;
        }
        return push(append);
    }

    Offer offer(LogEntry.Task task) {
        return push(task);
    }

    private Offer push(LogEntry entry) {
        while (true) {
            LogEntry before = newest.get();
            if (before == CLOSED) {
                return Offer.CLOSED;
            }
            entry.next = before;
            if (newest.compareAndSet(before, entry)) {
                if (before == null && parked) {
                    LockSupport.unpark(taker);
                }
                return Offer.TAKEN;
            }
        }
    }

    /// Waits for entries and takes all of them, the oldest first, linked by `next`. Only for the writer's thread.
    LogEntry take() {
        LogEntry taken = newest.getAndSet(null);
        if (taken == null) {
            taker = Thread.currentThread();
            parked = true;
            while ((taken = newest.getAndSet(null)) == null) {
                LockSupport.park(this);
            }
            parked = false;
        }
        return turned(taken);
    }

    /// Takes what is left; nothing can be added from then on.
    LogEntry close() {
        return turned(newest.getAndSet(CLOSED));
    }

    /// The writer is done with an append.
    void release(long doneBytes) {
        bytes.addAndGet(-doneBytes);
    }

    long bytes() {
        return bytes.get();
    }

    private static LogEntry turned(LogEntry newestFirst) {
        LogEntry turned = null;
        LogEntry rest = newestFirst;
        while (rest != null) {
            LogEntry following = rest.next;
            rest.next = turned;
            turned = rest;
            rest = following;
        }
        return turned;
    }
}
