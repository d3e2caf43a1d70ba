package io.millrace.core.delivery.transform;

import io.millrace.core.delivery.record.RecordError.Attempt;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.delivery.stage.Stage;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.fault.Backoff;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.firehose.FunctionProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes a stream's records through its function: reads them, calls the function with a batch of them, appends what it
/// answered to the stream of transformed records, which a delivery reads as any other. So what is delivered was durable
/// before, and a batch that is delivered again is the same, whatever the function would say a second time.
///
/// Every outcome names the record that it comes from. After a crash between the append and the checkpoint, the end of
/// the output says how far the input was worked through ([Output#catchUp]): each record has its outcomes exactly once,
/// though the function may see a record twice, in a crash before the append.
///
/// While the outcomes of one call are stored, the next call is under way when its records are there. There is one call
/// at a time, and what it answers is stored after what was before it, so the order of the source stands.
///
/// A call that fails is tried again `NumberOfRetries` times with growing pauses; then its records are outcomes that
/// failed. Calls that could not be made at all are tried until they can.
public final class Transform implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(Transform.class);

    private final StageReader reader;
    private final Output output;
    private final Supplier<DeliveryStream> stream;
    private final TransformPorts ports;
    private final TransformProgress progress;
    private final FunctionCall call;
    private final Backoff backoff;

    private Gathering gathering = new Gathering();

    /// The records of the call that is under way while outcomes are stored; null when there is none.
    private Gathering ahead;

    private List<TransformedRecord> outcomes = List.of();
    private long nextFrom;
    private int attempts;
    private Phase phase = Phase.GATHER;
    private long restUntilMillis = Long.MIN_VALUE;

    /// What the next step does.
    private enum Phase {
        GATHER,
        CALL,
        STORE
    }

    /// @param reader of the input, just opened and caught up
    /// @param output where outcomes go; this is the only one that writes there
    /// @param stream gives the delivery stream as it is now
    public Transform(
            StageReader reader,
            Output output,
            Supplier<DeliveryStream> stream,
            TransformPorts ports,
            TransformProgress progress) {
        this.reader = reader;
        this.output = output;
        this.stream = stream;
        this.ports = ports;
        this.progress = progress;
        call = new FunctionCall(ports.invoker(), ports.calls());
        backoff = new Backoff(ports.random());
        begin(reader.checkpoint().position());
    }

    @Override
    public Duration pause() {
        long pauseMillis = restUntilMillis - ports.clock().millis();
        return restUntilMillis == Long.MIN_VALUE || pauseMillis <= 0 ? Duration.ZERO : Duration.ofMillis(pauseMillis);
    }

    @Override
    public void step(Duration maxWait) throws InterruptedException {
        Optional<FunctionProcessor> function = function();
        boolean idle = function.isEmpty() && phase != Phase.STORE;
        if (idle || !pause().isZero()) {
            return;
        }
        try {
            switch (phase) {
                case GATHER -> gather(function.orElseThrow(), maxWait);
                case CALL -> call(function.orElseThrow());
                case STORE -> store();
            }
        } catch (CorruptRecordsException e) {
            reader.skip(e);
        } catch (RuntimeException | LinkageError e) {
            failed(e);
        }
    }

    @Override
    public boolean isOpen() {
        return !gathering.isEmpty();
    }

    /// What the function has answered is stored first.
    @Override
    public boolean isOver() {
        return phase != Phase.STORE && function().isEmpty();
    }

    @Override
    public void stop() {
        reader.stop();
        call.stop();
    }

    @Override
    public void close() {
        call.stop();
        reader.close();
    }

    private Optional<FunctionProcessor> function() {
        return stream.get().destination().processing().function();
    }

    private void begin(long offset) {
        outcomes = List.of();
        attempts = 0;
        restUntilMillis = Long.MIN_VALUE;
        progress.stage().at(offset);
        progress.stage().done();
        if (ahead == null) {
            reader.seek(offset);
            gathering = new Gathering();
            phase = Phase.GATHER;
        } else {
            gathering = ahead;
            ahead = null;
            phase = Phase.CALL;
            progress.stage().open(gathering.bytes(), gathering.oldestArrivalMillis());
        }
    }

    private void gather(FunctionProcessor function, Duration maxWait) throws InterruptedException {
        Duration due = untilDue(function);
        Duration wait = isOpen() && due.compareTo(maxWait) < 0 ? due : maxWait;
        List<LogRecord> records = poll(gathering, function, wait);
        boolean full = take(records, gathering, function);
        if (!isOpen()) {
            return;
        }
        progress.stage().open(gathering.bytes(), gathering.oldestArrivalMillis());
        if (full || gathering.bytes() >= function.bufferBytes() || isDue(function)) {
            phase = Phase.CALL;
            call(function);
        } else if (!records.isEmpty() && reader.isAtEnd()) {
            restUntilMillis = ports.clock().millis()
                    + Math.min(
                            Limit.DELIVERY_GATHER_MILLIS.value(),
                            untilDue(function).toMillis());
        }
    }

    /// No more than there is room for: what does not fit would be read again for the next call.
    private List<LogRecord> poll(Gathering into, FunctionProcessor function, Duration wait)
            throws InterruptedException {
        long roomBytes = Math.max(1, function.bufferBytes() - into.bytes());
        return reader.poll(Limit.FIREHOSE_FUNCTION_RECORDS.intValue(), roomBytes, wait);
    }

    /// @return whether a record was left because there was no room for it
    private boolean take(List<LogRecord> records, Gathering into, FunctionProcessor function) {
        for (LogRecord record : records) {
            if (!into.isEmpty() && !into.hasRoom(record, function.bufferBytes())) {
                reader.seek(record.offset());
                return true;
            }
            if (into.isEmpty()) {
                into.begin(ports.clock().millis());
            }
            into.add(
                    output.decode(record),
                    stream.get().destination().processing().deAggregation());
        }
        return false;
    }

    /// Begins the next call before the outcomes in hand are stored, when all of its records are there.
    private void callAhead() {
        Optional<FunctionProcessor> function = function();
        if (function.isEmpty() || reader.isStopped() || reader.isAtEnd()) {
            return;
        }
        Gathering next = new Gathering();
        try {
            if (isFilled(next, function.get()) && !next.event().parts().isEmpty()) {
                begin(next, function.get());
                ahead = next;
            }
        } catch (RuntimeException | InterruptedException e) {
            LOG.debug(
                    "{}: nothing is called ahead; what is in the way is seen to in its turn",
                    stream.get().name(),
                    e);
        }
    }

    private boolean isFilled(Gathering next, FunctionProcessor function) throws InterruptedException {
        while (next.bytes() < function.bufferBytes()) {
            List<LogRecord> records = poll(next, function, Duration.ZERO);
            if (records.isEmpty()) {
                return false;
            }
            if (take(records, next, function)) {
                return true;
            }
        }
        return true;
    }

    private void begin(Gathering records, FunctionProcessor function) {
        DeliveryStream current = stream.get();
        byte[] bytes = records.event().write(ports.ids().get().toString(), current.arn(), current.region());
        call.begin(current.region(), function.arn(), bytes);
    }

    /// The hint, or else no longer than the destination's own: a function is no reason to wait.
    private long intervalMillis(FunctionProcessor function) {
        Duration destination = stream.get().destination().buffering().interval();
        return function.bufferInterval()
                .orElseGet(() -> Duration.ofSeconds(
                        Math.min(Limit.FIREHOSE_FUNCTION_BUFFER_SECONDS.value(), destination.toSeconds())))
                .toMillis();
    }

    private Duration untilDue(FunctionProcessor function) {
        long since = Math.min(gathering.openedMillis(), gathering.oldestArrivalMillis());
        return Duration.ofMillis(
                isOpen()
                        ? Math.max(
                                0,
                                since + intervalMillis(function) - ports.clock().millis())
                        : 0);
    }

    private boolean isDue(FunctionProcessor function) {
        long nowMillis = ports.clock().millis();
        return nowMillis - gathering.openedMillis() >= intervalMillis(function)
                || (untilDue(function).isZero() && reader.isAtEnd());
    }

    private void call(FunctionProcessor function) throws InterruptedException {
        List<FunctionEvent.Part> parts = gathering.event().parts();
        if (parts.isEmpty()) {
            decided(List.of());
            return;
        }
        if (!call.isBegun()) {
            begin(gathering, function);
        }
        try {
            FunctionAnswer answer = call.end();
            attempts++;
            List<TransformedRecord> transformed = Verdicts.of(parts, answer, attempt(function));
            progress.answered(parts.size(), parts.size() - transformed.size());
            decided(transformed);
        } catch (FunctionCall.Failed e) {
            attempts++;
            callFailed(function, e);
        }
    }

    private Attempt attempt(FunctionProcessor function) {
        return new Attempt(attempts, ports.clock().millis(), function.arn());
    }

    private void callFailed(FunctionProcessor function, FunctionCall.Failed e) {
        progress.callFailed();
        if (attempts > function.retries()) {
            LOG.warn(
                    "{}: a function failed {} times, its records go to the error prefix: {}",
                    stream.get().name(),
                    attempts,
                    e.code());
            decided(Verdicts.failed(gathering.event().parts(), e.code(), e.getMessage(), attempt(function)));
            return;
        }
        int exponent = Math.min(attempts - 1, 20);
        rest(
                Math.min(
                        Limit.FIREHOSE_FUNCTION_RETRY_MILLIS_MAX.value(),
                        Limit.FIREHOSE_FUNCTION_RETRY_MILLIS.value() << exponent),
                e.code() + ": " + e.getMessage(),
                attempts);
    }

    private void decided(List<TransformedRecord> transformed) {
        outcomes = gathering.withDecided(transformed);
        phase = Phase.STORE;
        // Behind what the log has lost, too. From here on the reader may be further.
        nextFrom = Math.max(gathering.nextOffset(), reader.position());
        callAhead();
        store();
    }

    /// What was appended is taken off the list, so that a failure appends the rest only.
    private void store() {
        while (!outcomes.isEmpty()) {
            outcomes = output.append(outcomes);
        }
        reader.checkpoint(Checkpoint.at(gathering.nextOffset()));
        output.trim();
        backoff.succeeded();
        begin(nextFrom);
    }

    private void failed(Throwable e) {
        if (reader.isStopped()) {
            return;
        }
        Duration pause = backoff.failed();
        if (backoff.failures() == 1) {
            String name = stream.get().name();
            if (e instanceof RequestException) {
                LOG.warn("{}: {}", name, e.getMessage());
            } else {
                LOG.warn("{}: a batch was not transformed, and will be until it is", name, e);
            }
        }
        rest(pause.toMillis(), String.valueOf(e.getMessage()), backoff.failures());
    }

    private void rest(long pauseMillis, String message, int failures) {
        Instant now = ports.clock().instant();
        restUntilMillis = now.toEpochMilli() + pauseMillis;
        progress.stage().failed(message, now, failures, Instant.ofEpochMilli(restUntilMillis));
    }
}
