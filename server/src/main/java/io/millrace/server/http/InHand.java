package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Counts the requests that are being answered and the body bytes that wait in memory, over all event loops: the first
/// to end well, the second to
/// stay within [Limit#HTTP_BODIES_BYTES].
final class InHand {
    private static final long LOOK_NANOS = 2_000_000;

    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bodyBytes = new AtomicLong();
    private volatile boolean closing;

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
        if (bodyBytes.addAndGet(bytes) <= Limit.HTTP_BODIES_BYTES.value()) {
            return true;
        }
        give(bytes);
        return false;
    }

    void give(int bytes) {
        bodyBytes.addAndGet(-bytes);
    }
}
