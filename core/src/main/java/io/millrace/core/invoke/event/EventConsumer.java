package io.millrace.core.invoke.event;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.lambda.EventInvokeConfig;
import io.millrace.core.resource.lambda.EventStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the events of one stream: a few at once, each until it succeeds or is given up, in whatever order that takes.
///
/// At least once: an event is finished, and may leave the checkpoint, when its function has succeeded or it was given
/// up, and its destination, where it has one, has the record of it durably. A crash runs again what was not finished,
/// and what was finished since the last checkpoint ([Limit#FUNCTION_EVENT_CHECKPOINT_MILLIS]).
///
/// An event that hangs holds one of [Limit#FUNCTION_EVENT_RUNS] places until its function's timeout; one that waits to
/// be retried holds none, only one of [Limit#FUNCTION_EVENTS_OUTSTANDING] for at most its age. Each event ends, so none
/// stops the others for good.
///
/// All is done in [#step], by one thread; work that blocks runs elsewhere and comes back through [#wake].
final class EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);

    private final LogReader reader;
    private final EventStream stream;
    private final EventPorts ports;
    private final EventWork work;
    private final EventCounts counts;
    private final Runnable wake;
    private final EventWindow window;
    private final PriorityQueue<OpenEvent> waiting =
            new PriorityQueue<>(Comparator.comparingLong(OpenEvent::dueMillis).thenComparing(OpenEvent::offset));
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private int running;
    private long recordBytes;
    private boolean unkept;
    private long keptMillis;

    private record Done(OpenEvent event, Outcome outcome) {}

    /// Whoever steps the consumer.
    ///
    /// @param wake called by any thread when there is something to do in [#step]
    record Owner(EventCounts counts, Runnable wake) {}

    /// @param reader owned by the caller
    EventConsumer(LogReader reader, EventStream stream, EventWork work, EventPorts ports, Owner owner) {
        this.reader = reader;
        this.stream = stream;
        this.ports = ports;
        this.work = work;
        this.counts = owner.counts();
        this.wake = owner.wake();
        window = EventWindow.of(reader.checkpoint(), ports.random());
        waiting.addAll(window.open());
        reader.seek(window.next());
    }

    /// Does what there is to do now.
    ///
    /// @return how long there is nothing to do unless woken; empty for ever
    Optional<Duration> step() throws InterruptedException {
        settle();
        begin();
        keep(Limit.FUNCTION_EVENT_CHECKPOINT_MILLIS.value());
        return rest();
    }

    /// Takes in what has ended and begins nothing.
    ///
    /// @return whether nothing is under way any more
    boolean wind() {
        settle();
        return running == 0;
    }

    /// Keeps what is finished, at once.
    void keep() {
        keep(0);
    }

    /// Events that were begun and are not finished.
    int open() {
        return window.size();
    }

    /// The first event that was not begun.
    long next() {
        return window.next();
    }

    private void settle() {
        Done next = done.poll();
        while (next != null) {
            running--;
            take(next.event(), next.outcome());
            next = done.poll();
        }
    }

    private void begin() throws InterruptedException {
        long now = ports.clock().millis();
        boolean more = true;
        while (more && running < Limit.FUNCTION_EVENT_RUNS.value()) {
            if (!waiting.isEmpty() && waiting.peek().dueMillis() <= now) {
                start(waiting.poll());
            } else {
                more = poll();
            }
        }
    }

    private boolean poll() throws InterruptedException {
        long room = Math.min(
                Limit.FUNCTION_EVENT_RUNS.value() - running, Limit.FUNCTION_EVENTS_OUTSTANDING.value() - window.size());
        if (room <= 0 || recordBytes > Limit.FUNCTION_EVENT_RECORD_BYTES.value()) {
            return false;
        }
        try {
            List<LogRecord> records =
                    reader.poll(Math.toIntExact(room), Limit.DELIVERY_POLL_BYTES.value(), Duration.ZERO);
            records.forEach(this::accept);
            return !records.isEmpty();
        } catch (CorruptRecordsException e) {
            LOG.warn("{}: events {} to {} are lost", stream.function(), e.offset(), e.resumeOffset() - 1, e);
            counts.lost.add(e.resumeOffset() - e.offset());
            reader.seek(e.resumeOffset());
            window.passed(e.resumeOffset());
            unkept = true;
            return true;
        }
    }

    private void accept(LogRecord record) {
        long dropped = record.offset() - window.next();
        if (dropped > 0) {
            LOG.warn("{}: {} events were dropped by retention before they ran", stream.function(), dropped);
            counts.lost.add(dropped);
        }
        QueuedEvent event = QueuedEvent.read(record.data());
        OpenEvent open = new OpenEvent(record.offset(), Optional.of(event), 0, 0, ports.random());
        window.begun(open);
        start(open);
    }

    private void start(OpenEvent event) {
        running++;
        ports.workers().execute(() -> {
            done.add(new Done(event, work.goOn(event)));
            wake.run();
        });
    }

    private void take(OpenEvent open, Outcome outcome) {
        switch (outcome) {
            case Outcome.Answered(FunctionResult result)
            when !result.isError() -> {
                counts.succeeded.increment();
                end(open, InvocationRecord.Condition.SUCCESS, open.runs() + 1, Optional.of(result));
            }
            case Outcome.Answered(FunctionResult result) -> failed(open, result);
            case Outcome.Throttled(boolean stopped)
            when stopped ->
                end(open, InvocationRecord.Condition.ZERO_RESERVED_CONCURRENCY, open.runs(), Optional.empty());
            case Outcome.Throttled _ -> delay(open);
            case Outcome.NotNow(String message) -> {
                if (open.report().isPresent()) {
                    tellLater(open, message);
                } else {
                    delay(open);
                }
            }
            case Outcome.Refused(String code, String message) -> refused(open, code, message);
            case Outcome.Expired _ ->
                end(open, InvocationRecord.Condition.EVENT_AGE_EXCEEDED, open.runs(), Optional.empty());
            case Outcome.Lost(String message) -> {
                LOG.warn("{}: {}", stream.function(), message);
                counts.lost.increment();
                finish(open);
            }
            case Outcome.Told _ -> {
                counts.told.increment();
                finish(open);
            }
        }
    }

    private void failed(OpenEvent open, FunctionResult result) {
        counts.failedRuns.increment();
        EventInvokeConfig config = work.config(open.event().orElseThrow());
        int runs = open.runs() + 1;
        long due = ports.clock().millis() + runs * Limit.FUNCTION_EVENT_RETRY_SECONDS.value() * 1000;
        if (runs > config.retries()) {
            end(open, InvocationRecord.Condition.RETRIES_EXHAUSTED, runs, Optional.of(result));
        } else if (due > endMillis(open, config)) {
            end(open, InvocationRecord.Condition.EVENT_AGE_EXCEEDED, runs, Optional.of(result));
        } else {
            open.failed(due);
            waiting.add(open);
            unkept = true;
        }
    }

    /// Not the function's failure: it does not count against its retries.
    private void delay(OpenEvent open) {
        counts.delayedRuns.increment();
        long due = ports.clock().millis() + open.pauseMillis();
        if (open.event().isPresent()
                && due > endMillis(open, work.config(open.event().get()))) {
            end(open, InvocationRecord.Condition.EVENT_AGE_EXCEEDED, open.runs(), Optional.empty());
        } else {
            open.waits(due);
            waiting.add(open);
            unkept = true;
        }
    }

    private static long endMillis(OpenEvent open, EventInvokeConfig config) {
        return open.event().orElseThrow().acceptedMillis() + config.ageMillis();
    }

    private void refused(OpenEvent open, String code, String message) {
        if (open.report().isPresent()) {
            untold(open, code + ": " + message);
        } else {
            LOG.warn("{}: an event cannot be run: {}: {}", stream.function(), code, message);
            end(open, InvocationRecord.Condition.RETRIES_EXHAUSTED, open.runs(), Optional.empty());
        }
    }

    private void end(OpenEvent open, InvocationRecord.Condition condition, int runs, Optional<FunctionResult> answer) {
        QueuedEvent event = open.event().orElseThrow();
        EventInvokeConfig config = work.config(event);
        boolean success = condition == InvocationRecord.Condition.SUCCESS;
        Optional<String> destination = success ? config.onSuccess() : config.onFailure();
        if (!success) {
            counts.givenUp.increment();
            LOG.warn(
                    "{}: the event of request {} was given up after {} runs: {}{}",
                    stream.function(),
                    event.requestId(),
                    runs,
                    condition,
                    destination.isPresent() ? "" : "; it has no destination");
        }
        if (destination.isEmpty()) {
            finish(open);
            return;
        }
        byte[] record = new InvocationRecord(event, work.functionArn(event), condition, runs, answer)
                .json(ports.clock().instant());
        recordBytes += record.length;
        open.ended(new OpenEvent.Report(destination.get(), record, ports.clock().millis()));
        waiting.add(open);
    }

    private void tellLater(OpenEvent open, String message) {
        OpenEvent.Report report = open.report().orElseThrow();
        long due = ports.clock().millis() + open.pauseMillis();
        if (due > report.sinceMillis() + Limit.FUNCTION_EVENT_AGE_SECONDS.value() * 1000) {
            untold(open, message);
        } else {
            open.reportLater(due);
            waiting.add(open);
        }
    }

    private void untold(OpenEvent open, String message) {
        counts.untold.increment();
        LOG.warn(
                "{}: the record of an event did not reach {} and is given up: {}",
                stream.function(),
                open.report().orElseThrow().destination(),
                message);
        finish(open);
    }

    private void finish(OpenEvent open) {
        open.report().ifPresent(report -> recordBytes -= report.record().length);
        window.finished(open);
        unkept = true;
    }

    private void keep(long intervalMillis) {
        long now = ports.clock().millis();
        if (unkept && now >= keptMillis + intervalMillis) {
            keptMillis = now;
            try {
                reader.checkpoint(window.checkpoint());
                unkept = false;
            } catch (UnavailableException e) {
                LOG.warn("{}: which events are finished could not be kept yet", stream.function(), e);
            }
        }
    }

    private Optional<Duration> rest() {
        long now = ports.clock().millis();
        long until = Long.MAX_VALUE;
        if (!waiting.isEmpty() && running < Limit.FUNCTION_EVENT_RUNS.value()) {
            until = waiting.peek().dueMillis();
        }
        if (unkept) {
            until = Math.min(until, keptMillis + Limit.FUNCTION_EVENT_CHECKPOINT_MILLIS.value());
        }
        return until == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofMillis(Math.max(0, until - now)));
    }
}
