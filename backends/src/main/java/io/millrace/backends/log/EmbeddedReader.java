package io.millrace.backends.log;

import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.StreamExtent;
import io.millrace.core.record.LogRecord;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A reader of the embedded log: a consumer's, or a viewer's when it has no consumer.
final class EmbeddedReader implements LogReader {
    private final StreamLog stream;
    private final Optional<String> consumer;
    private final RecordCursor cursor;
    private Checkpoint checkpoint;
    private volatile boolean closed;

    EmbeddedReader(StreamLog stream, Optional<String> consumer, Checkpoint checkpoint) {
        this.stream = stream;
        this.consumer = consumer;
        this.cursor = new RecordCursor(stream, checkpoint.position());
        this.checkpoint = checkpoint;
    }

    @Override
    public List<LogRecord> poll(int maxRecords, long maxBytes, Duration maxWait) throws InterruptedException {
        checkOpen();
        if (maxRecords < 1) {
            throw new IllegalArgumentException("poll of %d records: at least 1".formatted(maxRecords));
        }
        try {
            if (!stream.await(cursor.position(), maxWait, () -> closed)) {
                return List.of();
            }
            List<LogRecord> records = cursor.take(maxRecords, maxBytes);
            // A deleted stream's files may by now be those of one that took its name.
            stream.checkOpen();
            return records;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw interrupted(e);
        } catch (IOException e) {
            checkOpen();
            throw stream.unavailable(e);
        }
    }

    private InterruptedException interrupted(IOException cause) {
        InterruptedException interrupted =
                new InterruptedException("Interrupted while reading stream '" + stream.name() + "'");
        interrupted.initCause(cause);
        return interrupted;
    }

    @Override
    public long position() {
        return cursor.position();
    }

    @Override
    public void seek(long offset) {
        checkOpen();
        try {
            cursor.seek(Math.max(offset, stream.firstOffset()));
        } catch (IOException e) {
            throw stream.unavailable(e);
        }
    }

    @Override
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public void checkpoint(Checkpoint kept) {
        checkOpen();
        String name = consumer.orElseThrow(() ->
                new UnsupportedOperationException("A viewer of stream '" + stream.name() + "' keeps no checkpoint"));
        stream.consumers().keep(name, kept);
        checkpoint = kept;
    }

    @Override
    public StreamExtent extent() {
        checkOpen();
        try {
            return stream.extent();
        } catch (IOException e) {
            throw stream.unavailable(e);
        }
    }

    private void checkOpen() {
        stream.checkOpen();
        if (closed) {
            throw new IllegalStateException("This reader of stream '%s' was closed".formatted(stream.name()));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            consumer.ifPresent(stream.consumers()::close);
            stream.signal();
        }
    }
}
