package io.millrace.backends.log;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.log.StreamExtent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// One stream: which segments it has, how far it is durable, and who waits for more. Its folder is looked into when
/// something is first asked of it, so a stream that is only named costs this object. Any thread.
final class StreamLog {
    private final String name;
    private final Path folder;
    private final LogParts parts;
    private final Consumers consumers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private volatile Segment[] segments;
    private volatile long endOffset;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile String ended;
    private StreamWriter writer;

    StreamLog(String name, Path root, LogParts parts) {
        this.name = name;
        this.folder = root.resolve(name);
        this.parts = parts;
        this.consumers =
                new Consumers(name, folder.resolve("consumers"), parts.config().fsync());
    }

    String name() {
        return name;
    }

    Path folder() {
        return folder;
    }

    LogParts parts() {
        return parts;
    }

    Consumers consumers() {
        return consumers;
    }

    /// The segments in order; the last is being written. The array is not changed.
    Segment[] segments() throws IOException {
        Segment[] known = segments;
        return known == null ? load().segments : known;
    }

    long endOffset() throws IOException {
        return segments == null ? load().endOffset : endOffset;
    }

    long firstOffset() throws IOException {
        Segment[] known = segments();
        return known.length == 0 ? endOffset : known[0].firstOffset();
    }

    /// The segment behind one of ours; null when there is none.
    Segment after(Segment segment) throws IOException {
        for (Segment candidate : segments()) {
            if (candidate.firstOffset() > segment.firstOffset()) {
                return candidate;
            }
        }
        return null;
    }

    /// Only for the writer's thread.
    StreamWriter writer() throws IOException {
        return segments == null ? load().writer : writer;
    }

    /// Whether anything was asked of the stream yet.
    boolean isLoaded() {
        return segments != null;
    }

    private StreamLog load() throws IOException {
        lock.lock();
        try {
            if (segments == null) {
                StreamFiles files = StreamFiles.open(folder, parts);
                writer = new StreamWriter(this, files);
                endOffset = files.endOffset();
                segments = files.segments();
            }
            return this;
        } finally {
            lock.unlock();
        }
    }

    StreamExtent extent() throws IOException {
        while (true) {
            Segment[] known = segments();
            long end = endOffset;
            try {
                long bytes = 0;
                for (Segment segment : known) {
                    bytes += segment.durableBytes();
                }
                return new StreamExtent(known.length == 0 ? end : known[0].firstOffset(), end, bytes);
            } catch (NoSuchFileException e) {
                if (known == segments) {
                    throw e;
                }
            }
        }
    }

    /// The writer begins a segment.
    void add(Segment segment) {
        lock.lock();
        try {
            segments = StreamFiles.with(segments, segment);
        } finally {
            lock.unlock();
        }
    }

    /// The writer made records durable.
    void publish(Segment active, long bytes, long end) {
        active.durable(bytes);
        endOffset = end;
        if (waiting.get() > 0) {
            signal();
        }
    }

    /// Wakes whoever waits, to look again.
    void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there is a record at the offset, and says whether there is.
    ///
    /// @param closed whether the one who waits was closed meanwhile
    /// @throws InterruptedException when the wait was ended from outside
    boolean await(long offset, Duration waitMax, BooleanSupplier closed) throws IOException, InterruptedException {
        if (offset < endOffset()) {
            return true;
        }
        long nanos = TimeUnit.NANOSECONDS.convert(waitMax);
        lock.lockInterruptibly();
        try {
            waiting.incrementAndGet();
            while (offset >= endOffset) {
                if (ended != null || closed.getAsBoolean()) {
                    throw new InterruptedException("The reader of stream '" + name + "' was closed while it waited");
                }
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    /// Drops sealed segments all of whose records lie before the offset.
    void dropBefore(long offset) throws IOException {
        lock.lock();
        try {
            checkOpen();
            Segment[] known = segments();
            int drop = 0;
            while (drop + 1 < known.length && known[drop + 1].firstOffset() <= offset) {
                drop++;
            }
            segments = Arrays.copyOfRange(known, drop, known.length);
            for (int i = 0; i < drop; i++) {
                known[i].drop();
                parts.readFiles().close(known[i]);
                Files.deleteIfExists(known[i].file());
                Files.deleteIfExists(known[i].indexFile());
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more can be done with this object.
    ///
    /// @param why "closed" or "deleted"
    void end(String why) {
        lock.lock();
        try {
            ended = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        consumers.end(why);
    }

    boolean isEnded() {
        return ended != null;
    }

    /// @throws IllegalStateException when the stream was deleted or its log closed
    void checkOpen() {
        String why = ended;
        if (why != null) {
            throw new IllegalStateException("Stream '%s' was %s".formatted(name, why));
        }
    }

    UnavailableException unavailable(IOException cause) {
        return new UnavailableException("Stream '%s' cannot be read: %s".formatted(name, cause), cause);
    }
}
