package io.millrace.core.delivery;

import io.millrace.core.delivery.stage.Stage;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.fault.Backoff;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
/// It uses no time but the injected clock and blocks only on its ports.
final class Delivery implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final StageReader reader;
    private final Role role;
    private final DeliveryPorts ports;
    private final DeliveryProgress progress;
    private final Backoff backoff;

    private long from;
    private Batch batch;
    private OpenBatch planned;
    private boolean committed;
    private long restUntilMillis = Long.MIN_VALUE;

    /// What sets one delivery of a stream apart from its others.
    ///
    /// @param intake what the records are
    /// @param target where they go at present
    /// @param over whether another kind of stage is to go on, as soon as no batch must be done again
    record Role(Intake intake, Supplier<DeliveryTarget> target, BooleanSupplier over) {}

    /// @param reader of the stream's log, just opened
    Delivery(StageReader reader, Role role, DeliveryPorts ports, DeliveryProgress progress) {
        this.reader = reader;
        this.role = role;
        this.ports = ports;
        this.progress = progress;
        this.backoff = new Backoff(ports.random());
        Checkpoint checkpoint = reader.checkpoint();
        from = checkpoint.position();
        planned = checkpoint.openBatch().map(OpenBatch::read).orElse(null);
        progress.stage().at(from);
        progress.committing(Optional.ofNullable(planned));
    }

    /// Until the next retry, or until enough has gathered to be worth reading.
    @Override
    public Duration pause() {
        long pauseMillis = restUntilMillis - ports.clock().millis();
        return restUntilMillis == Long.MIN_VALUE || pauseMillis <= 0 ? Duration.ZERO : Duration.ofMillis(pauseMillis);
    }

    @Override
    public void step(Duration maxWait) throws InterruptedException {
        if (!pause().isZero()) {
            return;
        }
        try {
            if (committed) {
                finish();
                reader.seek(from);
            } else if (planned != null) {
                again(maxWait);
            } else {
                forward(maxWait);
            }
        } catch (CorruptRecordsException e) {
            reader.skip(e);
        } catch (RuntimeException | LinkageError e) {
            failed(e);
        }
    }

    @Override
    public boolean isOpen() {
        return batch != null;
    }

    @Override
    public boolean isOver() {
        return planned == null && role.over().getAsBoolean();
    }

    @Override
    public void stop() {
        reader.stop();
    }

    @Override
    public void close() {
        release();
        reader.close();
    }

    private void release() {
        if (batch != null) {
            batch.release();
            batch = null;
        }
    }

    private void forward(Duration maxWait) throws InterruptedException {
        Duration wait = maxWait;
        if (batch != null) {
            if (batch.plan().version() != role.target().get().version()) {
                restart();
            } else {
                Duration due = untilDue();
                wait = due.compareTo(wait) < 0 ? due : wait;
            }
        }
        List<LogRecord> records = reader.poll(Limit.DELIVERY_POLL_RECORDS.intValue(), wait);
        if (isOver()) {
            return;
        }
        for (LogRecord record : records) {
            if (batch == null) {
                DeliveryTarget target = role.target().get();
                batch = new Batch(ports, target.streamName(), plan(target));
            }
            role.intake().add(batch, record);
            if (batch.isFull()) {
                end(record.offset() + 1);
            }
        }
        if (batch != null) {
            progress.stage().open(batch.bytes(), batch.oldestArrivalMillis());
            if (isDue()) {
                end(reader.position());
            } else if (!records.isEmpty() && reader.isAtEnd()) {
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

    private OpenBatch plan(DeliveryTarget current) {
        return new OpenBatch(
                Long.MAX_VALUE,
                ports.seeds().get(),
                ports.clock().millis(),
                current.version(),
                current.destination(),
                current.destination()
                        .conversion()
                        .map(conversion -> ConversionPlan.of(conversion.table(), current.region(), ports.formats())));
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
        return nowMillis - batch.oldestArrivalMillis() >= intervalMillis && reader.isAtEnd();
    }

    private void end(long to) {
        OpenBatch plan = batch.plan();
        OpenBatch ended = plan.endingAt(to);
        reader.checkpoint(new Checkpoint(from, Optional.of(ended.write())));
        planned = ended;
        progress.committing(Optional.of(ended));
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
        progress.committing(Optional.empty());
        progress.delivered(batch);
        progress.stage().at(from);
        batch.release();
        batch = null;
        planned = null;
        committed = false;
        backoff.succeeded();
        restUntilMillis = Long.MIN_VALUE;
    }

    private void again(Duration maxWait) throws InterruptedException {
        if (batch == null) {
            reader.seek(from);
            batch = new Batch(ports, role.target().get().streamName(), planned);
        }
        long left = planned.to() - reader.position();
        if (left > 0) {
            int records = (int) Math.min(left, Limit.DELIVERY_POLL_RECORDS.value());
            for (LogRecord record : reader.poll(records, maxWait)) {
                if (record.offset() < planned.to()) {
                    role.intake().add(batch, record);
                }
            }
            progress.stage().open(batch.bytes(), batch.oldestArrivalMillis());
        }
        if (reader.position() >= planned.to()) {
            // Only when retention has dropped the end of the range does the reader stand beyond it.
            reader.seek(planned.to());
            commit();
        }
    }

    private void restart() {
        release();
        reader.seek(from);
    }

    private void failed(Throwable e) {
        if (reader.isStopped()) {
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
                    role.target().get().streamName(),
                    e);
        }
        progress.stage().failed(String.valueOf(e.getMessage()), now, backoff.failures(), retryAt);
    }
}
