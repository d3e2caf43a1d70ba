package io.millrace.backends.function;

import io.millrace.core.function.RunnableFunction;
import io.millrace.core.function.RuntimeApi;
import io.millrace.core.limit.Limit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One process of a function, from the decision to start it until nothing of it is left. What it has in hand is the
/// [Scheduler]'s business, under its lock; the system's side of it, which may block, is in a [Launched].
final class FunctionProcess implements RuntimeApi.Worker {
    /// STARTING until it first asks for work; ANSWERED while what it printed is collected, or until it asks again.
    enum State {
        STARTING,
        IDLE,
        BUSY,
        ANSWERED,
        ENDED
    }

    private static final int LEFT_IN_PIPE_MILLIS = 10;

    final RunnableFunction function;
    final String logStream;
    final FunctionOutput output;
    final long startedNanos;
    private final Scheduler scheduler;

    // Guarded by the scheduler's lock.
    State state = State.STARTING;
    Call call;
    CompletableFuture<RuntimeApi.Task> asked;
    boolean collected;
    boolean retired;
    boolean hadCall;
    long answeredNanos;
    long endedNanos;
    long idleSinceMillis;

    private volatile double initMillis;
    private volatile long memoryBytes;
    private volatile long memorySampledNanos;
    private volatile boolean outOfMemory;
    private final CompletableFuture<Void> cleared = new CompletableFuture<>();
    private Launched launched;
    private boolean killed;

    FunctionProcess(Scheduler scheduler, RunnableFunction function, String logStream, FunctionOutput output) {
        this.scheduler = scheduler;
        this.function = function;
        this.logStream = logStream;
        this.output = output;
        this.startedNanos = System.nanoTime();
    }

    @Override
    public CompletableFuture<RuntimeApi.Task> next() {
        return scheduler.asked(this);
    }

    @Override
    public boolean answered(String requestId, byte[] payload) {
        return scheduler.answered(this, requestId, Outcome.answered(payload));
    }

    @Override
    public boolean failed(String requestId, byte[] error, String errorType) {
        return scheduler.answered(this, requestId, Outcome.failed(error, errorType));
    }

    @Override
    public void initFailed(byte[] error, String errorType) {
        scheduler.initFailed(this, error, errorType);
    }

    void initialised() {
        initMillis = (System.nanoTime() - startedNanos) / 1e6;
    }

    double initMillis() {
        return initMillis;
    }

    /// The system's part is there; ended at once when that was asked for meanwhile.
    void launched(Launched started) {
        boolean late;
        synchronized (this) {
            launched = started;
            late = killed;
        }
        output.attach(started.process().getInputStream());
        Thread.ofVirtual().name("function-exit").start(() -> awaitExit(started));
        if (late) {
            started.process().destroyForcibly();
        }
    }

    private void awaitExit(Launched started) {
        try {
            int exitValue = started.process().waitFor();
            ProcessTree.killMarked(started.mark());
            // The JDK is just now taking what was left in the pipe, and gives no sign when it has.
            Thread.sleep(LEFT_IN_PIPE_MILLIS);
            scheduler.exited(this, exitValue);
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread", e);
        }
    }

    synchronized Optional<Launched> launched() {
        return Optional.ofNullable(launched);
    }

    /// Asks it to end; it is killed when it does not ([FunctionWatch] sees to that).
    void stop() {
        launched().ifPresentOrElse(it -> it.process().destroy(), this::kill);
    }

    void kill() {
        Optional<Launched> there;
        synchronized (this) {
            killed = true;
            there = Optional.ofNullable(launched);
        }
        there.ifPresent(it -> it.process().destroyForcibly());
    }

    /// Looks at the memory of the process and its descendants; kills it when that is more than the function may have.
    /// Java's bound is its heap's instead.
    void watchMemory() {
        Optional<Launched> there = launched();
        if (there.isEmpty()) {
            return;
        }
        long now = ProcessTree.residentBytes(there.get().process().pid());
        memoryBytes = Math.max(memoryBytes, now);
        long most = (long) function.configuration().memoryMegabytes() << 20;
        if (there.get().isMemoryWatched() && now > most) {
            outOfMemory = true;
            kill();
        }
    }

    /// Looks at its memory unless that was done lately.
    void sampleMemory(long intervalNanos) {
        long now = System.nanoTime();
        if (memoryBytes == 0 || now - memorySampledNanos > intervalNanos) {
            memorySampledNanos = now;
            watchMemory();
        }
    }

    /// Waits until nothing is left of it; kills it when that takes too long.
    void awaitEnd(long nanos) {
        try {
            cleared.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            kill();
            clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Never completed exceptionally", e);
        }
    }

    /// The most that was seen.
    long memoryBytes() {
        return memoryBytes;
    }

    boolean isOutOfMemory() {
        return outOfMemory;
    }

    /// Removes all that is left of it once it has ended.
    void clear() {
        output.drain(true);
        output.flush();
        launched().ifPresent(Launched::clear);
        cleared.complete(null);
    }

    boolean isStartingTooLong(long nowNanos) {
        return nowNanos - startedNanos > Limit.FUNCTION_INIT_SECONDS.value() * 1_000_000_000L;
    }
}
