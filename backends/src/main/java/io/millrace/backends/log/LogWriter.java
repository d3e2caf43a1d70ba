package io.millrace.backends.log;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes. It takes what waits as a group, up to a bound, writes each touched stream, syncs each
/// touched file once, and completes the appends; what arrives meanwhile is the next group. So groups grow with load and
/// a lone append waits for nobody.
final class LogWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int KEPT_OPEN_MAX = Limit.LOG_OPEN_FILES.intValue() / 2 - Limit.LOG_GROUP_STREAMS.intValue();

    private final LogQueue queue = new LogQueue();
    private final Function<String, StreamLog> streams;
    private final InstantSource clock;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(Limit.LOG_WRITE_BUFFER_BYTES.intValue());
    private final List<StreamWriter> touched = new ArrayList<>();
    private final LinkedHashMap<StreamWriter, Boolean> open = new LinkedHashMap<>(16, 0.75f, true);
    private final GroupTally tally = new GroupTally();
    private volatile LogStats stats = LogStats.NONE;
    private LogEntry backlog;

    /// @param streams finds a stream by name; asked again for one that was deleted while an append to it waited
    LogWriter(Function<String, StreamLog> streams, InstantSource clock) {
        this.streams = streams;
        this.clock = clock;
    }

    LogStats stats() {
        return stats;
    }

    long queueBytes() {
        return queue.bytes();
    }

    void submit(LogEntry.Append append) {
        switch (queue.offer(append)) {
            case TAKEN -> {}
            case CLOSED -> append.fail(new UnavailableException("The log is closed"));
            case FULL ->
                append.fail(
                        new UnavailableException("The log's queue is full: %d bytes wait for the disk, at most %d do"
                                .formatted(queue.bytes(), Limit.LOG_QUEUE_BYTES.value())));
        }
    }

    /// Runs something between two groups, behind all appends submitted before.
    CompletableFuture<Void> submit(LogEntry.Task task) {
        if (queue.offer(task) == LogQueue.Offer.CLOSED) {
            task.fail(new UnavailableException("The log is closed"));
        }
        return task.done;
    }

    @Override
    public void run() {
        boolean running = true;
        while (running) {
            if (backlog == null) {
                backlog = queue.take();
            }
            if (backlog instanceof LogEntry.Task task) {
                backlog = task.next;
                running = !task.last;
                run(task);
            } else {
                commitGroup();
            }
        }
        refuse(backlog);
        refuse(queue.close());
    }

    private static void refuse(LogEntry rest) {
        for (LogEntry entry = rest; entry != null; entry = entry.next) {
            entry.fail(new UnavailableException("The log is closed"));
        }
    }

    private static void run(LogEntry.Task task) {
        try {
            task.action.run();
            task.done.complete(null);
        } catch (IOException | RuntimeException e) {
            task.done.completeExceptionally(e);
        }
    }

    private void commitGroup() {
        long bytes = gather();
        long nowMillis = clock.millis();
        for (StreamWriter writer : touched) {
            attempt(writer, () -> writer.write(buffer, nowMillis, tally));
        }
        for (StreamWriter writer : touched) {
            attempt(writer, () -> writer.commit(tally));
            writer.endGroup();
        }
        touched.clear();
        queue.release(bytes);
        stats = tally.endGroup();
        closeEldest();
    }

    /// Hands appends from the backlog to their streams' writers, up to the bounds of a group.
    private long gather() {
        long bytes = 0;
        while (backlog instanceof LogEntry.Append append
                && bytes < Limit.LOG_GROUP_BYTES.value()
                && touched.size() < Limit.LOG_GROUP_STREAMS.value()) {
            backlog = append.next;
            append.next = null;
            bytes += append.queueBytes;
            try {
                StreamLog stream = append.stream.isEnded() ? streams.apply(append.stream.name()) : append.stream;
                StreamWriter writer = stream.writer();
                if (writer.isIdle()) {
                    touched.add(writer);
                }
                writer.add(append);
            } catch (IOException | RuntimeException e) {
                LOG.warn("Stream {} cannot be opened", append.stream.name(), e);
                append.fail(new UnavailableException(
                        "Stream '%s' cannot be opened: %s".formatted(append.stream.name(), e), e));
            }
        }
        return bytes;
    }

    private void attempt(StreamWriter writer, LogEntry.Action action) {
        try {
            action.run();
            open.put(writer, true);
        } catch (IOException e) {
            buffer.clear();
            writer.abandon(e, tally);
            writer.endGroup();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("The log's writer failed", e);
            buffer.clear();
            writer.abandon(new IOException(e), tally);
            writer.endGroup();
        }
    }

    private void closeEldest() {
        while (open.size() > KEPT_OPEN_MAX) {
            StreamWriter eldest = open.pollFirstEntry().getKey();
            try {
                eldest.closeFile();
            } catch (IOException e) {
                LOG.warn("A segment file could not be closed: {}", e.toString());
            }
        }
    }

    /// Closes a stream's file for good. Only within a task.
    void forget(StreamWriter writer) throws IOException {
        open.remove(writer);
        writer.close();
    }
}
