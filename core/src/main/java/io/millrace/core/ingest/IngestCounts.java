package io.millrace.core.ingest;

import java.util.concurrent.atomic.LongAdder;

/// What came into one stream since the program started. Any thread.
public final class IngestCounts {
    private final LongAdder requests = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    void accepted(int recordCount, long byteCount) {
        requests.increment();
        records.add(recordCount);
        bytes.add(byteCount);
    }

    void refused() {
        refusals.increment();
    }

    /// Appends acknowledged.
    public long requests() {
        return requests.sum();
    }

    /// Records acknowledged.
    public long records() {
        return records.sum();
    }

    /// Bytes acknowledged.
    public long bytes() {
        return bytes.sum();
    }

    /// Appends that could not be made durable.
    public long refusals() {
        return refusals.sum();
    }
}
