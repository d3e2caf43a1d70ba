package io.millrace.core.delivery;

import io.millrace.core.fault.Backoff;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers one stream: reads records, writes them into the objects of a [Batch], commits the batch when it is due.
///
/// A batch is due when one of its objects has the size of the BufferingHints, or when it has their age: since it was
/// begun, or, once all of the log is read, since its oldest record arrived. So a backlog makes full objects, and after
/// a restart nothing waits longer than it has to.
///
/// It ends in three steps, which make delivery exactly-once:
/// 1. the checkpoint gets the batch's end, seed and destination; the position stays;
/// 2. every object is committed;
/// 3. the checkpoint gets the new position.
///
/// Before 1, any failure or change of the destination gives up the objects and begins again from the position. After
/// it, exactly this batch is done, again and again until it succeeds, also by the next process: the same records, keys
/// and bytes. Nothing is ever skipped but what the log itself has lost. Pauses grow with each failure.
///
/// One thread calls [#step]; only [#stop] may come from another. It uses no time but the injected clock and blocks only
/// on its ports.
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final LogReader reader;
    private final Supplier<DeliveryStream> stream;
    private final DeliveryPorts ports;
    private final DeliveryProgress progress;
    private final Backoff backoff;

    private volatile boolean stopped;
    private volatile boolean polling;
    private long from;
    private Batch batch;
    private OpenBatch planned;
    private boolean committed;
    private long restUntilMillis = Long.MIN_VALUE;
    private long expectedOffset;
    private long lostUntil;

    /// @param reader of the stream's log, just opened; its owner closes it
    /// @param stream gives the delivery stream as it is now
    Delivery(LogReader reader, Supplier<DeliveryStream> stream, DeliveryPorts ports, DeliveryProgress progress) {
        this.reader = reader;
        this.stream = stream;
        this.ports = ports;
        this.progress = progress;
        this.backoff = new Backoff(ports.random());
        Checkpoint checkpoint = reader.checkpoint();
        from = checkpoint.position();
        expectedOffset = from;
        planned = checkpoint.openBatch().map(OpenBatch::read).orElse(null);
        progress.at(from);
    }

    /// How long [#step] has nothing to do: until the next retry, or until enough has gathered to be worth reading.
    Duration pause() {
        long pauseMillis = restUntilMillis - ports.clock().millis();
        return restUntilMillis == Long.MIN_VALUE || pauseMillis <= 0 ? Duration.ZERO : Duration.ofMillis(pauseMillis);
    }

    /// Does what there is to do, waiting for records for as long as nothing is due.
    ///
    /// @param maxWait wait no longer
    /// @throws InterruptedException when interrupted, or the reader was closed, while waiting for records
    void step(Duration maxWait) throws InterruptedException {
        if (!pause().isZero()) {
            return;
        }
        try {
            if (committed) {
                finish();
                seek(from);
            } else if (planned != null) {
                again(maxWait);
            } else {
                forward(maxWait);
            }
        } catch (CorruptRecordsException e) {
            skip(e);
        } catch (RuntimeException | LinkageError e) {
            failed(e);
        }
    }

    /// Whether a batch is under way, so that time matters.
    boolean isOpen() {
        return batch != null;
    }

    /// Ends a wait for records, now and from now on; what else a step does is not disturbed.
    void stop() {
        stopped = true;
        if (polling) {
            reader.close();
        }
    }

    /// Gives up what is under way; the log still has it.
    void release() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    private void forward(Duration maxWait) throws InterruptedException {
        Duration wait = maxWait;
        if (batch != null) {
            if (batch.plan().version() != stream.get().version().id()) {
                restart();
            } else {
                Duration due = untilDue();
                wait = due.compareTo(wait) < 0 ? due : wait;
            }
        }
        List<LogRecord> records = poll(Limit.DELIVERY_POLL_RECORDS.intValue(), wait);
        for (LogRecord record : records) {
            if (batch == null) {
                batch = new Batch(ports.store(), stream.get().name(), plan(stream.get()));
            }
            batch.add(record);
            if (batch.isFull()) {
                end(record.offset() + 1);
            }
        }
        if (batch != null) {
            progress.open(batch);
            if (isDue()) {
                end(reader.position());
            } else if (!records.isEmpty()
                    && reader.position() >= reader.extent().endOffset()) {
                gather();
            }
        }
    }

    /// Having read all there is, looks again only a little later: a wake-up for every few records of a busy stream
    /// costs
    /// more than delivering them.
    private void gather() {
        long waitMillis =
                Math.min(Limit.DELIVERY_GATHER_MILLIS.value(), untilDue().toMillis());
        restUntilMillis = ports.clock().millis() + waitMillis;
    }

    private OpenBatch plan(DeliveryStream current) {
        return new OpenBatch(
                Long.MAX_VALUE,
                ports.seeds().get(),
                ports.clock().millis(),
                current.version().id(),
                current.destination());
    }

    private Duration untilDue() {
        long intervalMillis = batch.plan().destination().buffering().interval().toMillis();
        long sinceMillis = Math.min(batch.plan().openedMillis(), batch.oldestArrivalMillis());
        return Duration.ofMillis(
                Math.max(0, sinceMillis + intervalMillis - ports.clock().millis()));
    }

    private boolean isDue() {
        long intervalMillis = batch.plan().destination().buffering().interval().toMillis();
        long nowMillis = ports.clock().millis();
        if (intervalMillis == 0 || nowMillis - batch.plan().openedMillis() >= intervalMillis) {
            return true;
        }
        return nowMillis - batch.oldestArrivalMillis() >= intervalMillis
                && reader.position() >= reader.extent().endOffset();
    }

    private void end(long to) {
        OpenBatch plan = batch.plan();
        OpenBatch ended = new OpenBatch(to, plan.seed(), plan.openedMillis(), plan.version(), plan.destination());
        reader.checkpoint(new Checkpoint(from, Optional.of(ended.write())));
        planned = ended;
        commit();
    }

    private void commit() {
        batch.commit();
        committed = true;
        finish();
    }

    private void finish() {
        reader.checkpoint(Checkpoint.at(planned.to()));
        from = planned.to();
        progress.delivered(batch);
        progress.at(from);
        batch.release();
        batch = null;
        planned = null;
        committed = false;
        backoff.succeeded();
        restUntilMillis = Long.MIN_VALUE;
    }

    private void again(Duration maxWait) throws InterruptedException {
        if (batch == null) {
            seek(from);
            batch = new Batch(ports.store(), stream.get().name(), planned);
        }
        long left = planned.to() - reader.position();
        if (left > 0) {
            int records = (int) Math.min(left, Limit.DELIVERY_POLL_RECORDS.value());
            for (LogRecord record : poll(records, maxWait)) {
                if (record.offset() < planned.to()) {
                    batch.add(record);
                }
            }
            progress.open(batch);
        }
        if (reader.position() >= planned.to()) {
            // Only when retention has dropped the end of the range does the reader stand beyond it.
            reader.seek(planned.to());
            commit();
        }
    }

    private List<LogRecord> poll(int records, Duration wait) throws InterruptedException {
        List<LogRecord> polled = waitFor(records, wait);
        if (!polled.isEmpty()) {
            dropped(polled.getFirst().offset());
            expectedOffset = polled.getLast().offset() + 1;
        }
        return polled;
    }

    private List<LogRecord> waitFor(int records, Duration wait) throws InterruptedException {
        polling = true;
        try {
            if (stopped) {
                throw new InterruptedException("Stopped");
            }
            return reader.poll(records, Limit.DELIVERY_POLL_BYTES.value(), wait);
        } finally {
            polling = false;
        }
    }

    private void restart() {
        release();
        seek(from);
    }

    private void seek(long offset) {
        reader.seek(offset);
        expectedOffset = offset;
    }

    /// Reported once, however often the range is read again.
    private void dropped(long firstOffset) {
        long count = firstOffset - Math.max(expectedOffset, lostUntil);
        if (count > 0) {
            progress.dropped(count);
            lostUntil = firstOffset;
            LOG.error(
                    "{}: retention has dropped {} records before they were delivered",
                    stream.get().name(),
                    count);
        }
    }

    /// The log has lost these records; reported once, however often the range is read again.
    private void skip(CorruptRecordsException e) {
        if (e.resumeOffset() > lostUntil) {
            progress.corrupt(e.resumeOffset() - Math.max(lostUntil, e.offset()));
            lostUntil = e.resumeOffset();
            LOG.error("{}: {}; delivery goes on behind them", stream.get().name(), e.getMessage());
        }
        seek(e.resumeOffset());
    }

    private void failed(Throwable e) {
        if (stopped) {
            // The wait that was to end may have ended by itself; then the reader is closed under a step's work.
            release();
            return;
        }
        if (!committed) {
            restart();
        }
        Duration pause = backoff.failed();
        Instant now = ports.clock().instant();
        Instant retryAt = now.plus(pause);
        restUntilMillis = retryAt.toEpochMilli();
        if (backoff.failures() == 1) {
            LOG.warn(
                    "{}: delivery failed, and will be retried until it succeeds",
                    stream.get().name(),
                    e);
        }
        progress.failed(String.valueOf(e.getMessage()), now, backoff.failures(), retryAt);
    }
}
