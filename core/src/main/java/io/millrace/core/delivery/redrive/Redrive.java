package io.millrace.core.delivery.redrive;

import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.record.RedrivenRecord;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.StreamExtent;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts the records of a stream's error objects on the stream again, each once, and deletes the objects.
///
/// The records go into a stream of the log of their own, from which they are processed and delivered as any other. Each
/// says which line of which object it was; so after a crash between the append of an object's records and its deletion
/// the end of that stream says how far the object was worked through. There must be only one redrive of a stream at a
/// time.
///
/// Objects that came after the beginning are left for the next time: what fails again would go round for ever. An
/// object
/// that is not wholly made of error lines is left as it is. Blocks; memory is bounded by [Limit#REDRIVE_APPEND_BYTES]
/// and a line.
public final class Redrive {
    private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);

    private final EventLog log;
    private final ObjectStore store;
    private final DeliveryStream stream;
    private final String logStream;
    private final ErrorKeys keys;
    private final Predicate<String> settled;

    /// @param logStream where its redriven records lie
    /// @param settled whether the error object of a key that was listed is never written again; others are left for
    /// the next time
    public Redrive(
            EventLog log, ObjectStore store, DeliveryStream stream, String logStream, Predicate<String> settled) {
        this.log = log;
        this.store = store;
        this.stream = stream;
        this.logStream = logStream;
        this.settled = settled;
        keys = new ErrorKeys(stream);
    }

    /// Works through all objects that were there before.
    ///
    /// @param progress told after each append and each object
    /// @throws UnavailableException when the store or the log does not answer; what was done is done, and doing it
    /// again
    /// goes on
    public RedriveProgress run(Instant before, Consumer<RedriveProgress> progress) {
        RedriveProgress total = RedriveProgress.NOTHING;
        try (ErrorObjects objects = objects(before)) {
            while (objects.hasNext()) {
                total = total.withObject(objects.next().bytes());
            }
        }
        progress.accept(total);
        Optional<RedrivenRecord> last = last();
        try (ErrorObjects objects = objects(before)) {
            while (objects.hasNext()) {
                StoredObject object = objects.next();
                long from = last.filter(record -> isOf(record, object))
                        .map(record -> record.line() + 1)
                        .orElse(0L);
                total = object(object, from, total, progress);
                progress.accept(total);
            }
        }
        return total;
    }

    private ErrorObjects objects(Instant before) {
        return new ErrorObjects(
                store, bucket(), keys, object -> object.lastModified().isBefore(before) && settled.test(object.key()));
    }

    private String bucket() {
        return stream.destination().bucket();
    }

    private static boolean isOf(RedrivenRecord record, StoredObject object) {
        return record.key().equals(object.key()) && record.etag().equals(object.etag());
    }

    /// @param from line before which all is appended
    private RedriveProgress object(
            StoredObject object, long from, RedriveProgress before, Consumer<RedriveProgress> progress) {
        if (!isSound(object)) {
            LOG.warn("{}: {} is not made of error lines, and is left as it is", stream.name(), object.key());
            return before.withSkipped(object.bytes());
        }
        boolean pastFunction = keys.type(object.key()).orElseThrow() != ErrorType.PROCESSING_FAILED;
        RedriveProgress now = before;
        List<byte[]> records = new ArrayList<>();
        long bytes = 0;
        try (ErrorLines lines = open(object)) {
            while (lines.next()) {
                if (lines.number() < from) {
                    continue;
                }
                byte[] record = new RedrivenRecord(
                                object.key(), object.etag(), lines.number(), pastFunction, lines.rawData())
                        .write();
                if (bytes + record.length > Limit.REDRIVE_APPEND_BYTES.value()) {
                    now = appended(records, now);
                    progress.accept(now);
                    bytes = 0;
                }
                records.add(record);
                bytes += record.length;
            }
        } catch (IOException e) {
            throw new UnavailableException("An error object cannot be read: " + object.key(), e);
        }
        now = appended(records, now);
        store.delete(bucket(), object.key());
        return now.withDone(object.bytes());
    }

    /// Read through once before anything is appended: half an object is not put again.
    private boolean isSound(StoredObject object) {
        try (ErrorLines lines = open(object)) {
            while (lines.next()) {
                if (lines.rawData() == null) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UnavailableException("An error object cannot be read: " + object.key(), e);
        }
    }

    private ErrorLines open(StoredObject object) {
        return new ErrorLines(store.open(bucket(), object.key(), 0, Long.MAX_VALUE)
                .orElseThrow(() -> new UnavailableException("An error object has gone meanwhile: " + object.key()))
                .content());
    }

    private RedriveProgress appended(List<byte[]> records, RedriveProgress before) {
        if (records.isEmpty()) {
            return before;
        }
        try {
            log.append(logStream, List.copyOf(records)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UnavailableException cause
                    ? cause
                    : new IllegalStateException("Redriven records could not be written", e.getCause());
        }
        RedriveProgress now = before.withRecords(records.size());
        records.clear();
        return now;
    }

    /// The record that was last put again, by this redrive or one before.
    private Optional<RedrivenRecord> last() {
        StreamExtent extent = log.extent(logStream);
        if (extent.endOffset() == extent.firstOffset()) {
            return Optional.empty();
        }
        try (LogReader viewer = log.viewer(logStream, extent.endOffset() - 1)) {
            return viewer.poll(1, Long.MAX_VALUE, Duration.ZERO).stream()
                    .map(record -> RedrivenRecord.read(record.data()))
                    .findFirst();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the end of " + logStream + " was read", e);
        }
    }
}
