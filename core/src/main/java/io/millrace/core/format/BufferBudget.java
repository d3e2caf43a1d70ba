package io.millrace.core.format;

import io.millrace.core.limit.Limit;

/// How much memory batches may hold in rows that are not written yet: each gets a share when it is begun, half of what
/// is
/// left, and keeps it to its end. The share is a part of the batch's plan, so that a batch which is done again ends its
/// row
/// groups at the same rows whatever else is going on then. Thread-safe.
public final class BufferBudget {
    private long freeBytes = Limit.FORMAT_BUFFER_BYTES.value();

    /// The share of a batch that is to be begun.
    public synchronized long offer() {
        long share = Math.min(freeBytes / 2, Limit.FORMAT_BATCH_BUFFER_BYTES.value());
        return Math.max(share, Limit.FORMAT_BATCH_BUFFER_BYTES_MIN.value());
    }

    /// Takes a share; also one that was offered to an earlier process.
    public synchronized void reserve(long bytes) {
        freeBytes -= bytes;
    }

    public synchronized void giveBack(long bytes) {
        freeBytes += bytes;
    }
}
