package io.millrace.core.delivery;

import io.millrace.core.fault.Backoff;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one [Delivery] on a virtual thread of its own, which sleeps in the log's poll while there is nothing to do.
///
/// It is never interrupted, because an interrupt closes files that others share: what wakes it is its reader's close.
final class DeliveryRunner {
    /// The consumer's name in the log.
    static final String CONSUMER = "delivery";

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRunner.class);

    private final EventLog log;
    private final DeliveryPorts ports;
    private final DeliveryProgress progress = new DeliveryProgress();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile DeliveryStream stream;
    private volatile Delivery delivery;

    DeliveryRunner(EventLog log, DeliveryStream stream, DeliveryPorts ports) {
        this.log = log;
        this.ports = ports;
        this.stream = stream;
        thread = Thread.ofVirtual().name("delivery-" + stream.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Takes effect within [Limit#DELIVERY_WAIT_MILLIS].
    void update(DeliveryStream changed) {
        stream = changed;
    }

    DeliveryStream stream() {
        return stream;
    }

    DeliveryStatus status() {
        return progress.status(
                log.extent(stream.logStream()).endOffset(), ports.clock().millis());
    }

    /// Tells it to end.
    void stop() {
        stopping.countDown();
        Delivery present = delivery;
        if (present != null) {
            present.stop();
        }
    }

    /// Waits for its end, for [Limit#DELIVERY_STOP_SECONDS].
    ///
    /// @return whether it has ended
    boolean awaitEnd() throws InterruptedException {
        return thread.join(Duration.ofSeconds(Limit.DELIVERY_STOP_SECONDS.value()));
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /// Whatever a delivery does not handle is a bug; what was under way is given up as in a crash, and it begins anew
    /// from its checkpoint.
    private void run() {
        Backoff backoff = new Backoff(ports.random());
        while (!isStopping()) {
            try (LogReader reader = log.reader(stream.logStream(), CONSUMER)) {
                deliver(reader, backoff);
            } catch (InterruptedException e) {
                LOG.debug("{}: woken from its wait for records", stream.name(), e);
            } catch (RuntimeException | Error e) {
                if (!isStopping()) {
                    LOG.error("{}: delivery broke off and begins anew", stream.name(), e);
                    Duration pause = backoff.failed();
                    Instant now = ports.clock().instant();
                    progress.failed(String.valueOf(e.getMessage()), now, backoff.failures(), now.plus(pause));
                    rest(pause);
                }
            }
        }
    }

    private void deliver(LogReader reader, Backoff backoff) throws InterruptedException {
        Delivery present = new Delivery(reader, () -> stream, ports, progress);
        // The order of these lines and of those in stop() lets no stop go unseen.
        delivery = present;
        try {
            while (!isStopping()) {
                Duration pause = present.pause();
                if (pause.isZero()) {
                    present.step(maxWait(present));
                    backoff.succeeded();
                } else {
                    rest(pause);
                }
            }
        } finally {
            delivery = null;
            present.release();
        }
    }

    private static Duration maxWait(Delivery delivery) {
        return Duration.ofMillis((delivery.isOpen() ? Limit.DELIVERY_WAIT_MILLIS : Limit.DELIVERY_IDLE_MILLIS).value());
    }

    private void rest(Duration pause) {
        try {
            boolean stopped = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("{}: {}", stream.name(), stopped ? "stopped while waiting to retry" : "retrying");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
