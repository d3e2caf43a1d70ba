package io.millrace.server.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Counts the requests of one listener that are being answered and the body bytes that wait in memory, over all event
/// loops: the first to end well, the second to stay within their bound.
final class InHand {
    private static final long LOOK_NANOS = 2_000_000;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bodyBytes = new AtomicLong();
    private final long bodiesBytesMax;
    private volatile boolean closing;

    InHand(long bodiesBytesMax) {
        this.bodiesBytesMax = bodiesBytesMax;
    }

    /// Takes no more, and waits for those in hand to end.
    ///
    /// @return whether they all did
    boolean close(Duration patience) {
        closing = true;
        long end = System.nanoTime() + patience.toNanos();
        while (requests.get() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return requests.get() == 0;
    }

    boolean isClosing() {
        return closing;
    }

    void begun() {
        requests.incrementAndGet();
    }

    void done() {
        requests.decrementAndGet();
    }

    long requests() {
        return requests.get();
    }

    /// Takes room for body bytes; false when there is none.
    boolean take(int bytes) {
        if (bodyBytes.addAndGet(bytes) <= bodiesBytesMax) {
            return true;
        }
        give(bytes);
        return false;
    }

    void give(int bytes) {
        bodyBytes.addAndGet(-bytes);
    }
}
