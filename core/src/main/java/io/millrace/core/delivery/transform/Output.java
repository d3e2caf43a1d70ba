package io.millrace.core.delivery.transform;

import io.millrace.core.delivery.record.SourceRecord;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.StreamExtent;
import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// The stream of transformed records, as its one writer sees it.
public final class Output {
    private final EventLog log;
    private final String logStream;
    private final Function<LogRecord, SourceRecord> decoder;
    private final LongSupplier delivered;

    /// @param logStream in the log
    /// @param decoder what the records of the input are
    /// @param delivered the offset before which the stream's records are delivered, so not needed any more
    public Output(EventLog log, String logStream, Function<LogRecord, SourceRecord> decoder, LongSupplier delivered) {
        this.log = log;
        this.logStream = logStream;
        this.decoder = decoder;
        this.delivered = delivered;
    }

    SourceRecord decode(LogRecord record) {
        return decoder.apply(record);
    }

    /// Moves a reader of the input behind the records that have their outcomes here, though a crash kept the checkpoint
    /// from saying so.
    public void catchUp(StageReader input) {
        long worked = sourcePosition();
        if (worked > input.checkpoint().position()) {
            input.checkpoint(Checkpoint.at(worked));
            input.seek(worked);
        }
    }

    /// 0 when there is nothing to tell it by.
    private long sourcePosition() {
        StreamExtent extent = log.extent(logStream);
        if (extent.endOffset() == extent.firstOffset()) {
            return 0;
        }
        try (LogReader viewer = log.viewer(logStream, extent.endOffset() - 1)) {
            List<LogRecord> last = viewer.poll(1, Long.MAX_VALUE, Duration.ZERO);
            return last.isEmpty()
                    ? 0
                    : TransformedRecord.read(last.getFirst().data()).sourceOffset() + 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the end of " + logStream + " was read", e);
        }
    }

    /// Appends as many outcomes as one append takes, never a part of those of one source record.
    ///
    /// @return the rest
    List<TransformedRecord> append(List<TransformedRecord> outcomes) {
        List<byte[]> chunk = new ArrayList<>();
        long chunkBytes = 0;
        int taken = 0;
        while (taken < outcomes.size()) {
            int end = endOfSource(outcomes, taken);
            List<byte[]> records = outcomes.subList(taken, end).stream()
                    .map(TransformedRecord::write)
                    .toList();
            long bytes = records.stream().mapToLong(record -> record.length).sum();
            if (!chunk.isEmpty() && chunkBytes + bytes > Limit.LOG_APPEND_BYTES.value()) {
                break;
            }
            chunk.addAll(records);
            chunkBytes += bytes;
            taken = end;
        }
        await(chunk);
        return List.copyOf(outcomes.subList(taken, outcomes.size()));
    }

    /// Drops what is delivered, but for the end, which tells how far the input was worked through.
    void trim() {
        long end = log.extent(logStream).endOffset();
        log.trim(logStream, Math.min(delivered.getAsLong(), end - 1));
    }

    private static int endOfSource(List<TransformedRecord> outcomes, int from) {
        long source = outcomes.get(from).sourceOffset();
        int end = from + 1;
        while (end < outcomes.size() && outcomes.get(end).sourceOffset() == source) {
            end++;
        }
        return end;
    }

    private void await(List<byte[]> records) {
        try {
            log.append(logStream, records).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UnavailableException cause
                    ? cause
                    : new IllegalStateException("Transformed records could not be written", e.getCause());
        }
    }
}
