package io.millrace.core.delivery;

import io.millrace.core.delivery.DeliveryStatus.Delivered;
import io.millrace.core.delivery.DeliveryStatus.Trouble;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What a delivery has done: counted by its thread, read by any.
final class DeliveryProgress {
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final AtomicLong corrupt = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong position = new AtomicLong();
    private final AtomicLong openBytes = new AtomicLong();
    private final AtomicLong oldestArrivalMillis = new AtomicLong(Long.MAX_VALUE);
    private final Map<ErrorType, AtomicLong> failed = new EnumMap<>(ErrorType.class);
    private volatile Trouble trouble;

    DeliveryProgress() {
        for (ErrorType type : ErrorType.values()) {
            failed.put(type, new AtomicLong());
        }
    }

    void delivered(Batch batch) {
        records.addAndGet(batch.records());
        bytes.addAndGet(batch.bytes());
        objects.addAndGet(batch.objectCount());
        failed.forEach((type, count) -> count.addAndGet(batch.records(type)));
        openBytes.set(0);
        oldestArrivalMillis.set(Long.MAX_VALUE);
        trouble = null;
    }

    void at(long committedPosition) {
        position.set(committedPosition);
    }

    void open(Batch batch) {
        openBytes.set(batch.bytes());
        oldestArrivalMillis.set(batch.oldestArrivalMillis());
    }

    void corrupt(long count) {
        corrupt.addAndGet(count);
    }

    void dropped(long count) {
        dropped.addAndGet(count);
    }

    void failed(String message, Instant now, int attempts, Instant nextRetry) {
        Trouble before = trouble;
        openBytes.set(0);
        trouble = new Trouble(message, before == null ? now : before.since(), attempts, nextRetry);
    }

    /// @param endOffset of the log's stream
    DeliveryStatus status(long endOffset, long nowMillis) {
        Map<ErrorType, Long> failures = new EnumMap<>(ErrorType.class);
        failed.forEach((type, count) -> failures.put(type, count.get()));
        long oldest = oldestArrivalMillis.get();
        return new DeliveryStatus(
                new Delivered(records.get(), bytes.get(), objects.get()),
                failures,
                Math.max(0, endOffset - position.get()),
                oldest == Long.MAX_VALUE ? 0 : Math.max(0, nowMillis - oldest),
                openBytes.get(),
                corrupt.get(),
                dropped.get(),
                Optional.ofNullable(trouble));
    }
}
