package io.millrace.core.logs;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Appended;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.StreamExtent;
import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The events of one log group: a stream of the log, and the index that is read from it when it is first needed and
/// follows it from then on, so that it always says what reading the stream anew would say.
///
/// Any thread. [#append] never blocks; all else may read files.
final class GroupLog {
    private static final Logger LOG = LoggerFactory.getLogger(GroupLog.class);

    private final EventLog log;
    private final String name;
    private final GroupBounds bounds;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong uncheckedBytes;
    private final AtomicReference<CompletableFuture<Void>> checking = new AtomicReference<>();
    private GroupIndex index;
    private boolean used;
    private boolean countsDropped;
    private volatile boolean ended;

    GroupLog(EventLog log, String name, GroupBounds bounds) {
        this.log = log;
        this.name = name;
        this.bounds = bounds;
        this.uncheckedBytes = new AtomicLong(bounds.checkBytes());
    }

    /// Appends records as they are, and sees to the bound on disk. Now and then the future waits for a look at what the
    /// group takes there, so that those who wait for their appends do not outrun it.
    ///
    /// @return completes with the last append, when all are durable
    CompletableFuture<Appended> append(List<byte[]> records) {
        long bytes = 0;
        for (byte[] one : records) {
            bytes += one.length;
        }
        CompletableFuture<Appended> written = write(records);
        return uncheckedBytes.addAndGet(bytes) < bounds.checkBytes()
                ? written
                : written.thenCombine(check(), (appended, checked) -> appended);
    }

    /// Appends records, in several appends where one would be too large.
    private CompletableFuture<Appended> write(List<byte[]> records) {
        CompletableFuture<Appended> done = null;
        long bytes = 0;
        int from = 0;
        for (int i = 0; i < records.size(); i++) {
            int length = records.get(i).length;
            if (bytes + length > Limit.LOG_APPEND_BYTES.value()) {
                done = behind(done, log.append(name, records.subList(from, i)));
                from = i;
                bytes = 0;
            }
            bytes += length;
        }
        return behind(done, log.append(name, records.subList(from, records.size())));
    }

    private static CompletableFuture<Appended> behind(
            CompletableFuture<Appended> first, CompletableFuture<Appended> second) {
        return first == null ? second : first.thenCombine(second, (one, other) -> other);
    }

    /// Begins a look at what the group takes on disk, unless one is under way.
    private CompletableFuture<Void> check() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> running = checking.compareAndExchange(null, begun);
        if (running != null) {
            return running;
        }
        uncheckedBytes.set(0);
        Thread.ofVirtual().name("logs-bound").start(() -> {
            try {
                keepWithinBound();
            } finally {
                checking.set(null);
                begun.complete(null);
            }
        });
        return begun;
    }

    /// Appends events to a log stream that must be there.
    ///
    /// @throws RequestException `ResourceNotFoundException`
    CompletableFuture<Appended> put(String stream, List<byte[]> records) {
        return locked(() -> {
            require(stream);
            return append(records);
        });
    }

    /// @throws RequestException `ResourceAlreadyExistsException`
    void createStream(String stream, long nowMillis) {
        locked(() -> {
            if (caughtUp().has(stream)) {
                throw new RequestException("ResourceAlreadyExistsException", "The specified log stream already exists");
            }
            return write(List.of(new LogEntry.Created(stream, nowMillis).encode()))
                    .join();
        });
    }

    /// @throws RequestException `ResourceNotFoundException`
    void deleteStream(String stream, long nowMillis) {
        locked(() -> {
            require(stream);
            return write(List.of(new LogEntry.Deleted(stream, nowMillis).encode()))
                    .join();
        });
    }

    /// All log streams; the one that was quiet longest first.
    List<LogStream> streams() {
        return locked(() -> {
            if (countsDropped) {
                index = null;
            }
            return caughtUp().streams();
        });
    }

    private void require(String stream) {
        if (!caughtUp().has(stream)) {
            throw RequestException.notFound("The specified log stream does not exist.");
        }
    }

    /// What to read for a query.
    private record Plan(Map<String, Long> bornOffsets, List<GroupIndex.Chunk> chunks) {}

    EventPage search(EventQuery query) {
        Plan plan = locked(() -> new Plan(
                caughtUp().bornOffsets(query.streams()),
                index.chunks().stream().filter(query::mayFit).toList()));
        EventPage.Collector page = new EventPage.Collector(query.place(), Limit.LOGS_PAGE_BYTES.value());
        Comparator<GroupIndex.Chunk> order = query.place().forward()
                ? Comparator.comparingLong(GroupIndex.Chunk::minMillis)
                : Comparator.comparingLong(GroupIndex.Chunk::maxMillis).reversed();
        for (GroupIndex.Chunk chunk : plan.chunks.stream().sorted(order).toList()) {
            if (page.isBefore(chunk)) {
                break;
            }
            read(chunk.firstOffset(), chunk.endOffset(), record -> offer(record, query, plan, page));
        }
        return page.page();
    }

    private static void offer(LogRecord record, EventQuery query, Plan plan, EventPage.Collector page) {
        if (LogEntry.decode(record.data()) instanceof LogEntry.Event event) {
            Position position = new Position(event.timeMillis(), record.offset());
            Long born = plan.bornOffsets.get(event.stream());
            if (born != null
                    && record.offset() >= born
                    && query.fits(position)
                    && page.admits(position)
                    && query.messages().test(event.message())) {
                page.add(new LogEvent(event.stream(), position, record.arrivalMillis(), event.message()));
            }
        }
    }

    /// Follows the events in the order in which they arrive.
    ///
    /// @param fromMillis begins with the oldest kept event that is not before this time
    LogFollower follow(long fromMillis) {
        return locked(() -> {
            GroupIndex now = caughtUp();
            LogReader viewer = log.viewer(name, now.offsetOf(fromMillis));
            return new LogFollower(viewer, now.bornOffsets(stream -> true), now.endOffset(), fromMillis);
        });
    }

    /// What the group takes on disk.
    long bytes() {
        return log.extent(name).bytes();
    }

    /// Drops what it can of the events before a time. Looks no further while the oldest record is younger.
    void expire(long beforeMillis) {
        long[] oldestMillis = {Long.MAX_VALUE};
        long first = log.extent(name).firstOffset();
        read(
                first,
                Math.min(first + 1, log.extent(name).endOffset()),
                oldest -> oldestMillis[0] = oldest.arrivalMillis());
        if (oldestMillis[0] < beforeMillis) {
            locked(() -> {
                trim(caughtUp().offsetOf(beforeMillis));
                return null;
            });
        }
    }

    /// Forgets the index when nobody has asked for it since this was last called; it is read again when it is needed.
    void rest() {
        locked(() -> {
            index = used ? index : null;
            used = false;
            return null;
        });
    }

    /// Nothing more is done with this group.
    void end() {
        ended = true;
    }

    /// Reads what was appended since the last time, so that the index is at hand when there is something to drop: an
    /// append does not wait for it.
    private void keepWithinBound() {
        try {
            locked(() -> {
                GroupIndex now = caughtUp();
                long bytes = bytes();
                if (bytes > bounds.dropFromBytes()) {
                    trim(now.offsetBehind(bytes - bounds.keptBytes()));
                }
                return null;
            });
        } catch (RuntimeException e) {
            if (!ended) {
                LOG.warn("{}: its oldest log events could not be dropped, and will be later: {}", name, e.toString());
            }
        }
    }

    /// Whole segments go, and with them what says when log streams were made. That is said again behind what is left,
    /// in the order of the index, so that who reads the rest finds the same log streams in the same order. A crash
    /// just
    /// before that costs log streams that have no events any more, and nothing else.
    private void trim(long beforeOffset) {
        long first = log.extent(name).firstOffset();
        if (beforeOffset <= first) {
            return;
        }
        log.trim(name, beforeOffset);
        if (log.extent(name).firstOffset() == first) {
            return;
        }
        List<byte[]> again = new ArrayList<>();
        for (LogStream stream : caughtUp().streams()) {
            again.add(new LogEntry.Created(stream.name(), stream.createdMillis()).encode());
        }
        if (!again.isEmpty()) {
            write(again).join();
        }
        index.forgetChunksBefore(log.extent(name).firstOffset());
        countsDropped = true;
    }

    /// Only under the lock.
    private GroupIndex caughtUp() {
        StreamExtent extent = log.extent(name);
        used = true;
        if (index == null) {
            index = new GroupIndex(bounds.streams(), bounds.chunkBytes());
            countsDropped = false;
        }
        GroupIndex growing = index;
        if (growing.endOffset() < extent.endOffset()) {
            read(Math.max(growing.endOffset(), extent.firstOffset()), extent.endOffset(), growing::apply);
            growing.readTo(extent.endOffset());
        }
        return growing;
    }

    /// Reads records; damaged ones are passed over, as the log reports them.
    private void read(long fromOffset, long endOffset, Consumer<LogRecord> reader) {
        try (LogReader viewer = log.viewer(name, fromOffset)) {
            while (viewer.position() < endOffset) {
                try {
                    for (LogRecord record : viewer.poll(
                            Limit.DELIVERY_POLL_RECORDS.intValue(), Limit.LOGS_CHUNK_BYTES.value(), Duration.ZERO)) {
                        if (record.offset() < endOffset) {
                            reader.accept(record);
                        }
                    }
                } catch (CorruptRecordsException e) {
                    LOG.warn("{}: log events cannot be read: {}", name, e.getMessage());
                    viewer.seek(e.resumeOffset());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while log events were read", e);
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } catch (IllegalStateException | CompletionException e) {
            if (ended) {
                throw LogGroups.unknown();
            }
            throw e;
        } finally {
            lock.unlock();
        }
    }
}
