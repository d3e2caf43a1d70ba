package io.millrace.backends.function;

import io.millrace.core.limit.Limit;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that looks after all function processes: takes what they print, looks at their memory, ends those
/// that
/// had no call for long or do not load, and kills what does not end. It never waits for a process.
final class FunctionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionWatch.class);
    private static final long BUSY_NANOS = 20_000_000L;
    private static final long IDLE_NANOS = 250_000_000L;
    private static final int BUSY_ROUNDS_OF_MEMORY = 5;

    private final Scheduler scheduler;
    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean resting;
    private int rounds;

    FunctionWatch(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.thread = Thread.ofPlatform().daemon().name("function-watch").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// A process has something to do: costs nothing while others have, too.
    void wake() {
        if (resting) {
            resting = false;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            long pause = IDLE_NANOS;
            try {
                pause = round();
            } catch (RuntimeException e) {
                LOG.error("The watch of function processes failed; it goes on", e);
            }
            if (pause > 0) {
                resting = pause == IDLE_NANOS;
                LockSupport.parkNanos(this, pause);
            }
        }
    }

    /// @return how long to rest
    private long round() {
        rounds++;
        long now = System.nanoTime();
        boolean more = false;
        boolean busy = false;
        List<FunctionProcess> processes = scheduler.processes();
        for (FunctionProcess process : processes) {
            boolean working = scheduler.state(process) != FunctionProcess.State.IDLE;
            busy |= working;
            more |= process.output.drain(false);
            if (working && rounds % BUSY_ROUNDS_OF_MEMORY == 0) {
                process.watchMemory();
            }
            if (scheduler.state(process) == FunctionProcess.State.ENDED) {
                endIfLate(process, now);
            }
            process.launched().filter(it -> !it.process().isAlive()).ifPresent(it -> ProcessTree.killMarked(it.mark()));
        }
        if (!processes.isEmpty()) {
            scheduler.lookAtStarts(now);
            scheduler.endIdle();
        }
        return more ? 0 : busy ? BUSY_NANOS : IDLE_NANOS;
    }

    private static void endIfLate(FunctionProcess process, long now) {
        if (now - process.endedNanos > Limit.FUNCTION_STOP_MILLIS.value() * 1_000_000L) {
            process.kill();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
