package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the requests that are being answered and the body bytes that wait in memory, over all event loops: the first
/// to end well, the second to
/// stay within [Limit#HTTP_BODIES_BYTES].
final class InHand {
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bodyBytes = new AtomicLong();

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
