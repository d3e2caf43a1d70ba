package io.millrace.core.invoke.event;

import io.millrace.core.fault.Backoff;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.LogReader;
import io.millrace.core.resource.lambda.EventStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps the [EventConsumer] of one stream on a virtual thread of its own, which is parked while there is nothing to
/// do.
///
/// It is never interrupted, because an interrupt closes files that others share.
final class EventRunner {
    /// The consumer's name in the log.
    static final String CONSUMER = "events";

    private static final Logger LOG = LoggerFactory.getLogger(EventRunner.class);
    private static final long WIND_LOOK_MILLIS = 100;

    private final EventStream stream;
    private final EventPorts ports;
    private final EventWork work;
    private final EventCounts counts = new EventCounts();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean patient;
    private volatile int open;
    private volatile long next;

    EventRunner(EventStream stream, EventPorts ports, EventDestinations destinations) {
        this.stream = stream;
        this.ports = ports;
        this.work = new EventWork(stream, ports, destinations);
        thread = Thread.ofVirtual().name("events-" + stream.function()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    EventStream stream() {
        return stream;
    }

    /// Counts a durable event and has it run. Any thread, never blocks.
    void accepted() {
        counts.accepted.increment();
        wake();
    }

    EventStatus status() {
        long end = ports.log().extent(stream.logStream()).endOffset();
        return EventStatus.of(counts, open, Math.max(0, end - next));
    }

    /// Tells it to end.
    ///
    /// @param letEnd whether to let what runs end, for [Limit#FUNCTION_EVENT_STOP_SECONDS]
    void stop(boolean letEnd) {
        patient = letEnd;
        stopping = true;
        wake();
    }

    /// Waits for its end.
    ///
    /// @return whether it has ended
    boolean awaitEnd() throws InterruptedException {
        return thread.join(Duration.ofSeconds(2 * Limit.FUNCTION_EVENT_STOP_SECONDS.value()));
    }

    private void wake() {
        bell.release();
    }

    /// Whatever a consumer does not handle is a bug; what was open begins anew from the checkpoint.
    private void run() {
        Backoff backoff = new Backoff(ports.random());
        while (!stopping) {
            try (LogReader reader = ports.log().reader(stream.logStream(), CONSUMER)) {
                consume(
                        new EventConsumer(reader, stream, work, ports, new EventConsumer.Owner(counts, this::wake)),
                        backoff);
            } catch (InterruptedException e) {
                LOG.debug("{}: woken from its wait for events", stream.function(), e);
            } catch (RuntimeException | Error e) {
                if (!stopping) {
                    LOG.error("{}: running its events broke off and begins anew", stream.function(), e);
                    rest(Optional.of(backoff.failed()));
                }
            }
        }
    }

    private void consume(EventConsumer consumer, Backoff backoff) throws InterruptedException {
        while (!stopping) {
            Optional<Duration> rest = consumer.step();
            open = consumer.open();
            next = consumer.next();
            backoff.succeeded();
            if (!stopping) {
                rest(rest);
            }
        }
        wind(consumer);
    }

    private void wind(EventConsumer consumer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Limit.FUNCTION_EVENT_STOP_SECONDS.value());
        while (!consumer.wind() && patient && System.nanoTime() < end) {
            rest(Optional.of(Duration.ofMillis(WIND_LOOK_MILLIS)));
        }
        if (patient) {
            consumer.keep();
        }
    }

    private void rest(Optional<Duration> most) {
        try {
            if (most.isEmpty()) {
                bell.acquire();
            } else if (!bell.tryAcquire(most.get().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.trace("{}: it is time", stream.function());
            }
            bell.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
