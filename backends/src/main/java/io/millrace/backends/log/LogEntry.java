package io.millrace.backends.log;

import io.millrace.core.limit.Limit;
import io.millrace.core.log.Appended;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What waits in the writer's queue. Entries are links of the queue themselves.
abstract sealed class LogEntry {
    LogEntry next;

    /// Tells who waits that it will not be done.
    abstract void fail(RuntimeException fault);

    /// Records to write.
    static final class Append extends LogEntry {
        /// What an append and each of its records take in memory beside their bytes; it keeps a queue of empty records
        /// bounded as well.
        private static final int ENTRY_BYTES = 128;

        private static final int RECORD_BYTES = 24;

        final StreamLog stream;
        final List<byte[]> records;
        final int bodyBytes;
        final long queueBytes;
        final CompletableFuture<Appended> done = new CompletableFuture<>();
        long firstOffset;
        long position;

        /// @throws IllegalArgumentException when there is no record, or more than one append may hold
        Append(StreamLog stream, List<byte[]> records) {
            long data = 0;
            int lengths = 0;
            for (byte[] bytes : records) {
                data += bytes.length;
                lengths += Varint.bytes(bytes.length);
            }
            if (records.isEmpty() || data > Limit.LOG_APPEND_BYTES.value()) {
                throw new IllegalArgumentException(
                        "An append to stream '%s' holds %d records with %d bytes: at least one record, at most %d bytes"
                                .formatted(stream.name(), records.size(), data, Limit.LOG_APPEND_BYTES.value()));
            }
            this.stream = stream;
            this.records = records;
            this.bodyBytes = Math.toIntExact(data + lengths);
            this.queueBytes = data + ENTRY_BYTES + (long) RECORD_BYTES * records.size();
        }

        int frameBytes() {
            return FrameHeader.BYTES + bodyBytes;
        }

        void succeed(long arrivalMillis) {
            done.complete(new Appended(firstOffset, records.size(), arrivalMillis));
        }

        @Override
        void fail(RuntimeException fault) {
            done.completeExceptionally(fault);
        }
    }

    /// Something else that must be done between appends, on the writer's thread.
    static final class Task extends LogEntry {
        final Action action;
        final boolean last;
        final CompletableFuture<Void> done = new CompletableFuture<>();

        /// @param last whether the writer ends after it
        Task(Action action, boolean last) {
            this.action = action;
            this.last = last;
        }

        @Override
        void fail(RuntimeException fault) {
            done.completeExceptionally(fault);
        }
    }

    interface Action {
        void run() throws IOException;
    }
}
