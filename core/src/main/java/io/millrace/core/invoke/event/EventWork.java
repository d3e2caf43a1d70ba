package io.millrace.core.invoke.event;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.LogReader;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.lambda.EventInvokeConfig;
import io.millrace.core.resource.lambda.EventStream;
import io.millrace.core.resource.lambda.FunctionReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The work on single events of a stream that blocks: running the function, telling a destination. Any thread; it ends
/// with an [Outcome], never with an exception.
final class EventWork {
    private static final Logger LOG = LoggerFactory.getLogger(EventWork.class);
    private static final String THROTTLED = "TooManyRequestsException";
    private static final String TOO_LARGE = "RequestTooLargeException";

    private final EventStream stream;
    private final EventPorts ports;
    private final EventDestinations destinations;

    EventWork(EventStream stream, EventPorts ports, EventDestinations destinations) {
        this.stream = stream;
        this.ports = ports;
        this.destinations = destinations;
    }

    /// Goes on with an event: runs it, or tells of its end.
    Outcome goOn(OpenEvent event) {
        try {
            return event.report().isPresent() ? tell(event.report().get()) : run(event);
        } catch (UnavailableException e) {
            return new Outcome.NotNow(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.NotNow("The program is closing");
        } catch (RuntimeException | Error e) {
            LOG.error("{}: an event of {} broke off and is tried again", stream.function(), stream.region(), e);
            return new Outcome.NotNow(String.valueOf(e.getMessage()));
        }
    }

    /// What holds for an event at present.
    EventInvokeConfig config(QueuedEvent event) {
        Catalog catalog = ports.catalog();
        String name = event.qualifier().orElse(RunnableFunction.LATEST);
        return catalog.find(EventInvokeConfig.class, EventInvokeConfig.id(stream.region(), stream.function(), name))
                .orElseGet(() -> EventInvokeConfig.none(stream.region(), stream.function(), name));
    }

    /// With the qualifier, as records have it.
    String functionArn(QueuedEvent event) {
        return reference(event)
                .with(Optional.of(event.qualifier().orElse(RunnableFunction.LATEST)))
                .arn();
    }

    private Outcome run(OpenEvent open) throws InterruptedException {
        if (open.event().isEmpty()) {
            Optional<LogRecord> record = read(open.offset());
            if (record.isEmpty()) {
                return new Outcome.Lost("event " + open.offset() + " is not in the log any more");
            }
            open.event(QueuedEvent.read(record.get().data()));
        }
        QueuedEvent event = open.event().orElseThrow();
        if (ports.clock().millis() > event.acceptedMillis() + config(event).ageMillis()) {
            return new Outcome.Expired();
        }
        FunctionReference reference = reference(event);
        Optional<Integer> concurrency = Optional.empty();
        try {
            RunnableFunction function = ports.functions().resolve(reference);
            concurrency = function.concurrencyMax();
            Invocation invocation = new Invocation(
                    event.requestId(), event.payload(), reference.arn(), Optional.empty(), event.traceHeader());
            return new Outcome.Answered(ports.functions().invoke(function, invocation));
        } catch (RequestException e) {
            return e.code().equals(THROTTLED)
                    ? new Outcome.Throttled(
                            concurrency.filter(most -> most == 0).isPresent())
                    : new Outcome.Refused(e.code(), e.getMessage());
        }
    }

    private FunctionReference reference(QueuedEvent event) {
        return FunctionReference.parse(stream.region(), stream.function()).with(event.qualifier());
    }

    private Outcome tell(OpenEvent.Report report) {
        try {
            destinations.tell(stream, report);
            return new Outcome.Told();
        } catch (RequestException e) {
            return e.code().equals(TOO_LARGE)
                    ? new Outcome.Refused(e.code(), e.getMessage())
                    : new Outcome.NotNow(e.code() + ": " + e.getMessage());
        }
    }

    /// Empty when the log has lost the record.
    private Optional<LogRecord> read(long offset) throws InterruptedException {
        try (LogReader viewer = ports.log().viewer(stream.logStream(), offset)) {
            List<LogRecord> records = viewer.poll(1, Limit.LOG_APPEND_BYTES.value(), Duration.ZERO);
            return records.stream().filter(record -> record.offset() == offset).findFirst();
        } catch (CorruptRecordsException e) {
            LOG.warn("{}: an event cannot be read", stream.function(), e);
            return Optional.empty();
        }
    }
}
