package io.millrace.core.delivery.transform;

import io.millrace.core.delivery.stage.StageProgress;
import java.util.concurrent.atomic.AtomicLong;

/// What a transformation has done: counted by its thread, read by any.
public final class TransformProgress {
    private final StageProgress stage;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong failedCalls = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /// @param stage of the stream that it reads
    public TransformProgress(StageProgress stage) {
        this.stage = stage;
    }

    StageProgress stage() {
        return stage;
    }

    void answered(int recordCount, int droppedCount) {
        calls.incrementAndGet();
        records.addAndGet(recordCount);
        dropped.addAndGet(droppedCount);
    }

    void callFailed() {
        failedCalls.incrementAndGet();
    }

    public TransformStatus status() {
        return new TransformStatus(calls.get(), failedCalls.get(), records.get(), dropped.get());
    }
}
