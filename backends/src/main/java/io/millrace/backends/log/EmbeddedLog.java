package io.millrace.backends.log;

import io.millrace.backends.file.FolderLock;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Appended;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.StreamExtent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The log kept by this process in a folder: for each stream a folder of segment files, written by one thread for all
/// streams that groups appends and forces each group to disk before it acknowledges.
///
/// ```
/// ROOT/STREAM/00000000000000000000.log     frames, each one append; named by its first offset
/// ROOT/STREAM/00000000000000000000.index   where they lie; can be made again
/// ROOT/STREAM/consumers/NAME               a consumer's checkpoint
/// ```
///
/// Opening looks at no stream; a stream's last segment is looked into when the stream is first asked for, from where
/// its
/// index stops. A full disk or an I/O error refuses the appends in hand and the log goes on by itself when there is
/// room.
public final class EmbeddedLog implements EventLog {
    private final Path root;
    private final LogParts parts;
    private final FolderLock lock;
    private final LogWriter writer;
    private final Thread writerThread;
    private final Retention retention;
    private final ScheduledExecutorService timer;
    private final ScheduledFuture<?> sweeps;
    private final ConcurrentHashMap<String, StreamLog> streams = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private EmbeddedLog(Path root, LogParts parts, FolderLock lock) {
        this.root = root;
        this.parts = parts;
        this.lock = lock;
        this.writer = new LogWriter(this::stream, parts.clock());
        this.writerThread = Thread.ofPlatform().name("log-writer").unstarted(writer);
        this.retention = new Retention(this, parts);
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("log-retention").factory());
        long pause = Limit.LOG_RETENTION_SWEEP_SECONDS.value();
        this.sweeps = timer.scheduleWithFixedDelay(retention::sweep, pause, pause, TimeUnit.SECONDS);
    }

    /// @param defaultRoot the folder, unless the config names one; made when it does not exist
    /// @param clock gives arrival times and the age of records
    /// @throws IllegalStateException when another process has the folder
    public static EmbeddedLog open(EmbeddedLogConfig config, Path defaultRoot, InstantSource clock) {
        return open(config, defaultRoot, clock, new DiskFiles(config.fsync()));
    }

    static EmbeddedLog open(EmbeddedLogConfig config, Path defaultRoot, InstantSource clock, SegmentFiles files) {
        Path root = config.folder().orElse(defaultRoot).toAbsolutePath();
        LogParts parts = new LogParts(config, files, new ReadFiles(), new FrameWindows(), clock, new SecureRandom());
        try {
            Files.createDirectories(root);
            FolderLock lock = FolderLock.take(root, "log");
            deleteLeftovers(root);
            EmbeddedLog log = new EmbeddedLog(root, parts, lock);
            log.writerThread.start();
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException("The log cannot be opened in " + root, e);
        }
    }

    @Override
    public CompletableFuture<Appended> append(String stream, List<byte[]> records) {
        LogEntry.Append append = new LogEntry.Append(stream(stream), records);
        writer.submit(append);
        return append.done;
    }

    @Override
    public LogReader reader(String stream, String consumer) {
        checkOpen();
        StreamName.check("consumer", consumer);
        StreamLog log = stream(stream);
        try {
            return new EmbeddedReader(
                    log, Optional.of(consumer), log.consumers().open(consumer));
        } catch (IOException e) {
            throw log.unavailable(e);
        }
    }

    @Override
    public LogReader viewer(String stream, long fromOffset) {
        checkOpen();
        return new EmbeddedReader(stream(stream), Optional.empty(), Checkpoint.at(fromOffset));
    }

    @Override
    public StreamExtent extent(String stream) {
        checkOpen();
        StreamLog log = stream(stream);
        try {
            return log.extent();
        } catch (IOException e) {
            throw log.unavailable(e);
        }
    }

    @Override
    public List<String> streams() {
        checkOpen();
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UnavailableException("The log's folder cannot be read: " + e, e);
        }
    }

    @Override
    public void trim(String stream, long beforeOffset) {
        checkOpen();
        StreamLog log = stream(stream);
        try {
            log.dropBefore(beforeOffset);
        } catch (IOException e) {
            throw log.unavailable(e);
        }
    }

    @Override
    public void delete(String stream) {
        checkOpen();
        StreamLog log = stream(stream);
        Path doomed = root.resolve(".deleted-" + stream);
        await(() -> {
            log.end("deleted");
            writer.forget(log.writer());
            if (Files.isDirectory(log.folder())) {
                deleteFolder(doomed);
                Files.move(log.folder(), doomed);
                parts.files().syncFolder(root);
            }
            streams.remove(stream, log);
            for (Segment segment : log.segments()) {
                segment.drop();
                parts.readFiles().close(segment);
            }
        });
        try {
            deleteFolder(doomed);
        } catch (IOException e) {
            throw log.unavailable(e);
        }
    }

    @Override
    public void forget(String stream, String consumer) {
        checkOpen();
        StreamLog log = stream(stream);
        try {
            log.consumers().forget(StreamName.check("consumer", consumer));
        } catch (IOException e) {
            throw log.unavailable(e);
        }
    }

    /// What the log has done since it was opened.
    public LogStats stats() {
        return writer.stats();
    }

    /// Bytes that wait for the writer now, of [Limit#LOG_QUEUE_BYTES].
    public long queueBytes() {
        return writer.queueBytes();
    }

    /// Drops at once what retention allows to drop; otherwise a timer does.
    void sweep() {
        retention.sweep();
    }

    void seal(StreamLog stream) {
        await(() -> stream.writer().seal());
    }

    StreamLog stream(String name) {
        StreamLog known = streams.get(name);
        return known != null
                ? known
                : streams.computeIfAbsent(name, added -> new StreamLog(StreamName.check("stream", added), root, parts));
    }

    private void await(LogEntry.Action action) {
        try {
            writer.submit(new LogEntry.Task(action, false)).join();
        } catch (CompletionException e) {
            throw new UnavailableException("The log's folder cannot be changed: " + e.getCause(), e.getCause());
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("The log was closed");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        sweeps.cancel(false);
        timer.close();
        writer.submit(new LogEntry.Task(this::closeStreams, true)).join();
        parts.readFiles().close();
        lock.close();
    }

    private void closeStreams() throws IOException {
        for (StreamLog stream : streams.values()) {
            stream.end("closed");
            if (stream.isLoaded()) {
                stream.writer().close();
            }
        }
    }

    private static void deleteLeftovers(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith(".deleted-")) {
                    deleteFolder(file);
                }
            }
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
