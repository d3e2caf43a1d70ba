package io.millrace.core.logs;

import io.millrace.core.limit.Limit;
import io.millrace.core.record.LogRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What a log group's stream of the log says, as far as it was read: which log streams there are, and what times lie
/// where. Reading the stream anew gives the same. Not thread-safe.
final class GroupIndex {
    private final int streamsMax;
    private final long chunkBytes;
    private final LinkedHashMap<String, State> streams = new LinkedHashMap<>();
    private final List<Chunk> chunks = new ArrayList<>();
    private Open open;
    private long endOffset;

    /// Records that lie one behind the other.
    ///
    /// @param firstOffset of the first
    /// @param endOffset of the one behind them
    /// @param minMillis the earliest time of an event in it
    /// @param maxMillis the latest
    /// @param bytes that its records take
    record Chunk(long firstOffset, long endOffset, long minMillis, long maxMillis, long bytes) {}

    /// The chunk that grows.
    private static final class Open {
        private final long firstOffset;
        private long minMillis = Long.MAX_VALUE;
        private long maxMillis = Long.MIN_VALUE;
        private long bytes;

        private Open(long firstOffset) {
            this.firstOffset = firstOffset;
        }
    }

    /// One log stream.
    private static final class State {
        private final long bornOffset;
        private long createdMillis;
        private long firstMillis = Long.MAX_VALUE;
        private long lastMillis = Long.MIN_VALUE;
        private long lastIngestedMillis;
        private long bytes;

        private State(long bornOffset, long createdMillis) {
            this.bornOffset = bornOffset;
            this.createdMillis = createdMillis;
        }

        private LogStream shown(String name) {
            return new LogStream(
                    name,
                    createdMillis,
                    bytes == 0
                            ? Optional.empty()
                            : Optional.of(new LogStream.Times(firstMillis, lastMillis, lastIngestedMillis)),
                    bytes);
        }
    }

    GroupIndex(int streamsMax, long chunkBytes) {
        this.streamsMax = streamsMax;
        this.chunkBytes = chunkBytes;
    }

    /// All before this was read.
    long endOffset() {
        return endOffset;
    }

    /// What lies before the offset was read, or cannot be.
    void readTo(long offset) {
        endOffset = Math.max(endOffset, offset);
    }

    void apply(LogRecord record) {
        LogEntry entry = LogEntry.decode(record.data());
        if (open == null) {
            open = new Open(record.offset());
        }
        open.bytes += record.data().length;
        switch (entry) {
            case LogEntry.Event event -> applyEvent(event, record);
            case LogEntry.Created created -> {
                State state = touch(created.stream(), created.timeMillis(), record.offset());
                state.createdMillis = Math.min(state.createdMillis, created.timeMillis());
            }
            case LogEntry.Deleted deleted -> streams.remove(deleted.stream());
        }
        endOffset = record.offset() + 1;
        if (open.bytes >= chunkBytes) {
            chunks.add(closed());
            open = null;
        }
    }

    private void applyEvent(LogEntry.Event event, LogRecord record) {
        State state = touch(event.stream(), record.arrivalMillis(), record.offset());
        state.firstMillis = Math.min(state.firstMillis, event.timeMillis());
        state.lastMillis = Math.max(state.lastMillis, event.timeMillis());
        state.lastIngestedMillis = record.arrivalMillis();
        state.bytes += bytes(event.message());
        open.minMillis = Math.min(open.minMillis, event.timeMillis());
        open.maxMillis = Math.max(open.maxMillis, event.timeMillis());
    }

    /// The log stream, made when it is not there, now the one that was quiet for the shortest time.
    private State touch(String name, long createdMillis, long offset) {
        State state = streams.get(name);
        if (state == null) {
            state = new State(offset, createdMillis);
            if (streams.size() >= streamsMax) {
                streams.pollFirstEntry();
            }
        }
        streams.putLast(name, state);
        return state;
    }

    /// What an event counts at AWS.
    static long bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8).length + Limit.LOGS_EVENT_OVERHEAD_BYTES.value();
    }

    boolean has(String stream) {
        return streams.containsKey(stream);
    }

    /// All log streams; the one that was quiet longest first.
    List<LogStream> streams() {
        List<LogStream> all = new ArrayList<>();
        streams.forEach((name, state) -> all.add(state.shown(name)));
        return all;
    }

    /// From which offset on the events of log streams count; those before were deleted with an earlier one of the name.
    Map<String, Long> bornOffsets(Predicate<String> names) {
        Map<String, Long> born = new HashMap<>();
        streams.forEach((name, state) -> {
            if (names.test(name)) {
                born.put(name, state.bornOffset);
            }
        });
        return born;
    }

    /// All chunks in order; what they are is not changed by later records.
    List<Chunk> chunks() {
        List<Chunk> all = new ArrayList<>(chunks);
        if (open != null) {
            all.add(closed());
        }
        return all;
    }

    /// The log has dropped what lies before the offset. What log streams say of their events counts that still.
    void forgetChunksBefore(long offset) {
        chunks.removeIf(chunk -> chunk.endOffset() <= offset);
    }

    /// The first offset that has at least so many bytes of records before it.
    long offsetBehind(long bytes) {
        long before = 0;
        for (Chunk chunk : chunks()) {
            if (before >= bytes) {
                return chunk.firstOffset();
            }
            before += chunk.bytes();
        }
        return endOffset;
    }

    /// The offset before which no chunk has an event of this time or later.
    long offsetOf(long timeMillis) {
        for (Chunk chunk : chunks()) {
            if (chunk.maxMillis() >= timeMillis) {
                return chunk.firstOffset();
            }
        }
        return endOffset;
    }

    private Chunk closed() {
        return new Chunk(open.firstOffset, endOffset, open.minMillis, open.maxMillis, open.bytes);
    }
}
