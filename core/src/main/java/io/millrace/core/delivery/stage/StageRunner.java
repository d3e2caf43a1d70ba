package io.millrace.core.delivery.stage;

import io.millrace.core.fault.Backoff;
import io.millrace.core.limit.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one [Stage] after the other on a virtual thread of its own, which sleeps in the log's poll while there is
/// nothing to do.
///
/// It is never interrupted, because an interrupt closes files that others share: what wakes it is its reader's close.
public final class StageRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);

    private final String name;
    private final Supplier<Stage> opener;
    private final StageProgress progress;
    private final Ports ports;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile Stage stage;

    /// @param clock the wall clock
    /// @param random spreads retries; used by many threads
    public record Ports(InstantSource clock, RandomGenerator random) {}

    /// @param name of the delivery stream, for messages
    /// @param opener opens the stage that is to go on from the checkpoint
    /// @param progress where a stage's breakdown is told
    public StageRunner(String name, Supplier<Stage> opener, StageProgress progress, Ports ports) {
        this.name = name;
        this.opener = opener;
        this.progress = progress;
        this.ports = ports;
        thread = Thread.ofVirtual().name("delivery-" + name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Tells it to end.
    public void stop() {
        stopping.countDown();
        Stage present = stage;
        if (present != null) {
            present.stop();
        }
    }

    /// Waits for its end, for [Limit#DELIVERY_STOP_SECONDS].
    ///
    /// @return whether it has ended
    public boolean awaitEnd() throws InterruptedException {
        return thread.getState() == Thread.State.NEW
                || thread.join(Duration.ofSeconds(Limit.DELIVERY_STOP_SECONDS.value()));
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    /// Whatever a stage does not handle is a bug; what was under way is given up as in a crash, and it begins anew
    /// from its checkpoint.
    private void run() {
        Backoff backoff = new Backoff(ports.random());
        while (!isStopping()) {
            try (Stage present = opener.get()) {
                steps(present, backoff);
            } catch (InterruptedException e) {
                LOG.debug("{}: woken from its wait for records", name, e);
            } catch (RuntimeException | Error e) {
                if (!isStopping()) {
                    LOG.error("{}: delivery broke off and begins anew", name, e);
                    Duration pause = backoff.failed();
                    Instant now = ports.clock().instant();
                    progress.failed(String.valueOf(e.getMessage()), now, backoff.failures(), now.plus(pause));
                    rest(pause);
                }
            }
        }
    }

    private void steps(Stage present, Backoff backoff) throws InterruptedException {
        // The order of these lines and of those in stop() lets no stop go unseen.
        stage = present;
        try {
            while (!isStopping() && !present.isOver()) {
                Duration pause = present.pause();
                if (pause.isZero()) {
                    present.step(maxWait(present));
                    backoff.succeeded();
                } else {
                    rest(pause);
                }
            }
        } finally {
            stage = null;
        }
    }

    private static Duration maxWait(Stage stage) {
        return Duration.ofMillis((stage.isOpen() ? Limit.DELIVERY_WAIT_MILLIS : Limit.DELIVERY_IDLE_MILLIS).value());
    }

    private void rest(Duration pause) {
        try {
            boolean stopped = stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            LOG.debug("{}: {}", name, stopped ? "stopped while waiting to retry" : "retrying");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
