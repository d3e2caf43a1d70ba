package io.millrace.core.delivery;

import io.millrace.core.delivery.DeliveryStatus.Delivered;
import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.stage.StageProgress;
import io.millrace.core.limit.Limit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What a delivery has committed: counted by its thread, read by any.
final class DeliveryProgress {
    private final StageProgress stage;
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final Map<ErrorType, AtomicLong> failed = new EnumMap<>(ErrorType.class);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile Set<String> unsettled = Set.of();

    /// @param stage of the stream that it reads
    DeliveryProgress(StageProgress stage) {
        this.stage = stage;
        for (ErrorType type : ErrorType.values()) {
            failed.put(type, new AtomicLong());
        }
    }

    StageProgress stage() {
        return stage;
    }

    /// The batch that is being committed, again and again until it succeeds; empty when there is none.
    void committing(Optional<OpenBatch> plan) {
        unsettled = plan.map(Batch::errorObjectIds).orElse(Set.of());
        begun.countDown();
    }

    /// Waits until it is known what is being committed, for [Limit#DELIVERY_STOP_SECONDS].
    boolean awaitBegun() throws InterruptedException {
        return begun.await(Limit.DELIVERY_STOP_SECONDS.value(), TimeUnit.SECONDS);
    }

    /// Whether an error object that can be seen is never written again.
    boolean isSettled(String key) {
        return unsettled.stream().noneMatch(key::endsWith);
    }

    void delivered(Batch batch) {
        records.addAndGet(batch.records());
        bytes.addAndGet(batch.bytes());
        objects.addAndGet(batch.objectCount());
        failed.forEach((type, count) -> count.addAndGet(batch.records(type)));
        stage.done();
    }

    Delivered delivered() {
        return new Delivered(records.get(), bytes.get(), objects.get());
    }

    /// Records in committed error objects.
    Map<ErrorType, Long> failures() {
        Map<ErrorType, Long> failures = new EnumMap<>(ErrorType.class);
        failed.forEach((type, count) -> failures.put(type, count.get()));
        return failures;
    }
}
