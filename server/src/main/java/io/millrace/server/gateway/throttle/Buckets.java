package io.millrace.server.gateway.throttle;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.Throttle;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Buckets by what they are for. One whose throttle has changed begins anew, full. Any thread.
final class Buckets {
    private static final int KEPT_EIGHTHS = 7;

    private final LongSupplier nanos;
    private final Map<Object, Made> made = new ConcurrentHashMap<>();

    private record Made(Throttle throttle, TokenBucket bucket) {}

    Buckets(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// @param what with equals and hashCode
    TokenBucket of(Object what, Throttle throttle) {
        Made present = made.get(what);
        if (present != null && present.throttle().equals(throttle)) {
            return present.bucket();
        }
        if (made.size() >= Limit.GATEWAY_BUCKETS.value()) {
            shrink();
        }
        return made.compute(
                        what,
                        (any, before) -> before != null && before.throttle().equals(throttle)
                                ? before
                                : new Made(throttle, new TokenBucket(throttle, nanos)))
                .bucket();
    }

    int size() {
        return made.size();
    }

    private void shrink() {
        made.values().removeIf(each -> each.bucket().isFull());
        long target = Limit.GATEWAY_BUCKETS.value() * KEPT_EIGHTHS / Byte.SIZE;
        for (Iterator<Object> whats = made.keySet().iterator(); made.size() > target && whats.hasNext(); ) {
            whats.next();
            whats.remove();
        }
    }
}
