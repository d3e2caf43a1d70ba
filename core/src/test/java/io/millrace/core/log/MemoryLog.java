package io.millrace.core.log;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A log in memory. What a test may set: how much a poll gives at most, and what happens around a checkpoint.
public final class MemoryLog implements EventLog {
    private final InstantSource clock;
    private final Map<String, MemoryStream> streams = new TreeMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int pollRecordsMax = Integer.MAX_VALUE;
    private Around checkpoints = Runnable::run;
    private Around appends = Runnable::run;

    /// Runs an effect, or does something else.
    @FunctionalInterface
    public interface Around {
        void run(Runnable effect);
    }

    private static final class MemoryStream {
        private final List<LogRecord> records = new ArrayList<>();
        private final Map<String, Checkpoint> checkpoints = new HashMap<>();
        private final Map<Long, Long> corrupt = new TreeMap<>();
        private long first;
        private boolean deleted;

        private long end() {
            return records.size();
        }
    }

    public MemoryLog(InstantSource clock) {
        this.clock = clock;
    }

    public void pollRecordsMax(int records) {
        pollRecordsMax = records;
    }

    public void aroundCheckpoints(Around around) {
        checkpoints = around;
    }

    public void aroundAppends(Around around) {
        appends = around;
    }

    /// Makes records unreadable, from an offset to before another.
    public void corrupt(String stream, long offset, long resumeOffset) {
        locked(() -> stream(stream).corrupt.put(offset, resumeOffset));
    }

    /// What a consumer has kept.
    public Checkpoint checkpoint(String stream, String consumer) {
        return stream(stream).checkpoints.getOrDefault(consumer, Checkpoint.START);
    }

    @Override
    public CompletableFuture<Appended> append(String name, List<byte[]> records) {
        long bytes = records.stream().mapToLong(record -> record.length).sum();
        if (records.isEmpty() || bytes > Limit.LOG_APPEND_BYTES.value()) {
            throw new IllegalArgumentException("An append of " + records.size() + " records, " + bytes + " bytes");
        }
        List<CompletableFuture<Appended>> done = new ArrayList<>();
        try {
            appends.run(() -> done.add(appendNow(name, records)));
        } catch (UnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
        return done.getFirst();
    }

    private CompletableFuture<Appended> appendNow(String name, List<byte[]> records) {
        lock.lock();
        try {
            MemoryStream stream = stream(name);
            long first = stream.end();
            long arrival = Math.max(
                    clock.millis(),
                    stream.records.isEmpty() ? 0 : stream.records.getLast().arrivalMillis());
            for (byte[] record : records) {
                stream.records.add(new LogRecord(stream.end(), arrival, record));
            }
            changed.signalAll();
            return CompletableFuture.completedFuture(new Appended(first, records.size(), arrival));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public LogReader reader(String stream, String consumer) {
        return new MemoryReader(
                stream(stream), consumer, checkpoint(stream, consumer).position());
    }

    @Override
    public LogReader viewer(String stream, long fromOffset) {
        return new MemoryReader(stream(stream), "", fromOffset);
    }

    @Override
    public StreamExtent extent(String name) {
        lock.lock();
        try {
            MemoryStream stream = streams.getOrDefault(name, new MemoryStream());
            return new StreamExtent(stream.first, stream.end(), stream.end());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> streams() {
        lock.lock();
        try {
            return List.copyOf(streams.keySet());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void trim(String stream, long beforeOffset) {
        locked(() -> stream(stream).first = Math.max(stream(stream).first, beforeOffset));
    }

    @Override
    public void delete(String name) {
        locked(() -> {
            MemoryStream stream = streams.remove(name);
            if (stream != null) {
                stream.deleted = true;
            }
        });
    }

    @Override
    public void forget(String stream, String consumer) {
        locked(() -> stream(stream).checkpoints.remove(consumer));
    }

    @Override
    public void close() {}

    private MemoryStream stream(String name) {
        lock.lock();
        try {
            return streams.computeIfAbsent(name, ignored -> new MemoryStream());
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class MemoryReader implements LogReader {
        private final MemoryStream stream;
        private final String consumer;
        private long position;
        private boolean closed;

        private MemoryReader(MemoryStream stream, String consumer, long position) {
            this.stream = stream;
            this.consumer = consumer;
            this.position = position;
        }

        @Override
        public List<LogRecord> poll(int maxRecords, long maxBytes, Duration maxWait) throws InterruptedException {
            lock.lockInterruptibly();
            try {
                long nanos = maxWait.toNanos();
                while (true) {
                    if (closed) {
                        throw new InterruptedException("Closed");
                    }
                    if (stream.deleted) {
                        throw new IllegalStateException("Deleted");
                    }
                    position = Math.max(position, stream.first);
                    if (position < stream.end()) {
                        return take(Math.min(maxRecords, pollRecordsMax), maxBytes);
                    }
                    if (nanos <= 0) {
                        return List.of();
                    }
                    nanos = changed.awaitNanos(nanos);
                }
            } finally {
                lock.unlock();
            }
        }

        private List<LogRecord> take(int maxRecords, long maxBytes) {
            List<LogRecord> taken = new ArrayList<>();
            long bytes = 0;
            while (position < stream.end() && taken.size() < maxRecords) {
                LogRecord next = stream.records.get(Math.toIntExact(position));
                bytes += next.data().length;
                Long resume = stream.corrupt.get(position);
                if (!taken.isEmpty() && (bytes > maxBytes || resume != null)) {
                    break;
                }
                if (resume != null) {
                    throw new CorruptRecordsException("memory", position, resume);
                }
                taken.add(next);
                position++;
            }
            return taken;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void seek(long offset) {
            position = Math.max(offset, stream.first);
        }

        @Override
        public Checkpoint checkpoint() {
            return stream.checkpoints.getOrDefault(consumer, Checkpoint.START);
        }

        @Override
        public void checkpoint(Checkpoint checkpoint) {
            checkpoints.run(() -> stream.checkpoints.put(consumer, checkpoint));
        }

        @Override
        public StreamExtent extent() {
            return new StreamExtent(stream.first, stream.end(), stream.end());
        }

        @Override
        public void close() {
            locked(() -> closed = true);
        }
    }
}
