package io.millrace.backends.function;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionStats;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.function.RuntimeApi;
import io.millrace.core.limit.Limit;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Which call is given to which process, and when a process is started or ended. One lock for all of it, held for as
/// long
/// as a few maps take; whatever could take longer or call back is done after it was given back.
///
/// A call takes the idle process of its version that was used last. Otherwise it waits, first come first served, and a
/// process is started for it unless one that is starting already will do: within the bounds of the function, of the
/// machine (an idle process of somebody else makes room), and of what starts at once.
final class Scheduler {
    private final InstantSource clock;
    private final Pools pools;
    private final ReentrantLock lock = new ReentrantLock();

    Scheduler(InstantSource clock, Pools pools) {
        this.clock = clock;
        this.pools = pools;
    }

    /// Takes a call in.
    ///
    /// @throws RequestException `TooManyRequestsException`
    Call admit(RunnableFunction function, Invocation invocation) {
        return locked(() -> {
            if (pools.closed) {
                throw closing();
            }
            FunctionPool pool = pools.of(function);
            if ((function.concurrencyMax().isPresent()
                            && pool.calls >= function.concurrencyMax().get())
                    || pools.waiting >= Limit.FUNCTION_WAITING_CALLS.value()) {
                pool.throttles++;
                throw throttled();
            }
            Call call = new Call(function, invocation);
            pool.calls++;
            FunctionPool.Version version = pool.version(function);
            FunctionProcess idle = version.idle.pollLast();
            if (idle != null) {
                pools.dispatch(idle, call);
            } else {
                version.waiting.addLast(call);
                pools.waiting++;
                pools.startMore();
            }
            return call;
        });
    }

    /// A process asks for its next call.
    CompletableFuture<RuntimeApi.Task> asked(FunctionProcess process) {
        return locked(() -> {
            CompletableFuture<RuntimeApi.Task> asked = new CompletableFuture<>();
            if (process.state != FunctionProcess.State.BUSY) {
                process.asked = asked;
            }
            switch (process.state) {
                case STARTING -> {
                    pools.startingEnded(process);
                    process.initialised();
                    pools.becomeIdle(process);
                }
                case ANSWERED -> {
                    if (process.collected) {
                        pools.becomeIdle(process);
                    }
                }
                case BUSY ->
                    pools.afterwards.add(() -> asked.completeExceptionally(
                            new IllegalStateException("The call in hand has not been answered")));
                case IDLE, ENDED -> {}
            }
            return asked;
        });
    }

    /// @return whether this was the call in hand
    boolean answered(FunctionProcess process, String requestId, Outcome outcome) {
        return locked(() -> {
            Call call = process.call;
            if (process.state != FunctionProcess.State.BUSY
                    || !call.invocation.requestId().equals(requestId)) {
                return false;
            }
            process.state = FunctionProcess.State.ANSWERED;
            process.collected = false;
            process.answeredNanos = System.nanoTime();
            process.asked = null;
            pools.done(call, outcome);
            return true;
        });
    }

    /// What a call printed was collected: its process may have the next one.
    void collected(Call call) {
        locked(() -> {
            FunctionProcess process = call.process;
            if (process != null && process.call == call && process.state == FunctionProcess.State.ANSWERED) {
                process.call = null;
                process.collected = true;
                if (process.asked != null) {
                    pools.becomeIdle(process);
                }
            }
            return null;
        });
    }

    void initFailed(FunctionProcess process, byte[] error, String errorType) {
        locked(() -> {
            if (process.state == FunctionProcess.State.STARTING) {
                pools.failStart(process, call -> Outcome.notLoaded(error, errorType));
                // It ends by itself, having said what it has to say; the watch sees to it if it does not.
            }
            return null;
        });
    }

    /// It could not even be started.
    void startFailed(FunctionProcess process, RuntimeException why) {
        locked(() -> {
            if (process.state == FunctionProcess.State.STARTING) {
                pools.failStart(process, call -> new Outcome.Refused(why));
            }
            pools.remove(process);
            return null;
        });
    }

    void exited(FunctionProcess process, int exitValue) {
        locked(() -> {
            if (process.state != FunctionProcess.State.ENDED) {
                pools.of(process.function).crashes++;
            }
            Call call = process.call;
            switch (process.state) {
                case STARTING -> pools.failStart(process, it -> exit(process, it, exitValue));
                case BUSY -> pools.done(call, exit(process, call, exitValue));
                case IDLE -> pools.version(process.function).idle.remove(process);
                case ANSWERED, ENDED -> {}
            }
            pools.remove(process);
            return null;
        });
    }

    private static Outcome exit(FunctionProcess process, Call call, int exitValue) {
        String requestId = call.invocation.requestId();
        return process.isOutOfMemory() ? Outcome.outOfMemory(requestId) : Outcome.exited(requestId, exitValue);
    }

    /// Ends a call whose caller waits no longer, and its process with it.
    ///
    /// @return false when it has its outcome already
    boolean giveUp(Call call, Outcome outcome) {
        return locked(() -> {
            if (call.done) {
                return false;
            }
            FunctionPool pool = pools.of(call.function);
            if (call.process == null) {
                pool.version(call.function).waiting.remove(call);
                pools.waiting--;
            } else {
                pools.end(call.process, FunctionProcess::kill);
            }
            if (outcome instanceof Outcome.Refused(RequestException _)) {
                pool.throttles++;
            }
            pools.tidy(pool, pool.version(call.function));
            pools.done(call, outcome);
            pools.startMore();
            return true;
        });
    }

    /// Starts what is needed by now. Processes that began to load too long ago are killed; the call that waits for one
    /// is given the next, and its time
    /// begins with it.
    void lookAtStarts(long nowNanos) {
        locked(() -> {
            for (FunctionProcess process : List.copyOf(pools.processes)) {
                if (process.state == FunctionProcess.State.STARTING
                        && process.call == null
                        && process.isStartingTooLong(nowNanos)) {
                    pools.end(process, FunctionProcess::kill);
                    pools.poll(pools.version(process.function))
                            .ifPresent(call -> pools.start(call.function, Optional.of(call)));
                }
            }
            pools.startMore();
            return null;
        });
    }

    /// Ends the processes that had no call for long.
    void endIdle() {
        long before = clock.millis() - Limit.FUNCTION_IDLE_SECONDS.value() * 1_000;
        endIdle(process -> process.idleSinceMillis <= before);
    }

    void retire(String region, String name) {
        locked(() -> {
            for (FunctionProcess process : pools.processes) {
                if (process.function.region().equals(region)
                        && process.function.name().equals(name)) {
                    process.retired = true;
                }
            }
            return null;
        });
        endIdle(process -> process.retired);
    }

    private void endIdle(Predicate<FunctionProcess> which) {
        locked(() -> {
            for (FunctionProcess process : List.copyOf(pools.processes)) {
                if (process.state == FunctionProcess.State.IDLE && which.test(process)) {
                    pools.end(process, FunctionProcess::stop);
                }
            }
            return null;
        });
    }

    /// Fails all calls and asks all processes to end.
    void close() {
        locked(() -> {
            pools.closed = true;
            for (FunctionPool pool : pools.functions.values()) {
                for (FunctionPool.Version version : pool.versions.values()) {
                    version.waiting.forEach(call -> pools.done(call, new Outcome.Refused(closing())));
                    version.waiting.clear();
                }
            }
            pools.waiting = 0;
            for (FunctionProcess process : List.copyOf(pools.processes)) {
                if (process.call != null && !process.call.done) {
                    pools.done(process.call, new Outcome.Refused(closing()));
                }
                pools.end(process, FunctionProcess::stop);
            }
            return null;
        });
    }

    /// Those that are there, ending ones too.
    List<FunctionProcess> processes() {
        return locked(() -> List.copyOf(pools.processes));
    }

    FunctionProcess.State state(FunctionProcess process) {
        return locked(() -> process.state);
    }

    List<FunctionStats> stats() {
        return locked(() -> pools.functions.values().stream()
                .map(FunctionPool::stats)
                .sorted(Comparator.comparing(FunctionStats::region).thenComparing(FunctionStats::name))
                .toList());
    }

    private <T> T locked(Supplier<T> change) {
        List<Runnable> todo;
        T result;
        lock.lock();
        try {
            result = change.get();
        } finally {
            todo = List.copyOf(pools.afterwards);
            pools.afterwards.clear();
            lock.unlock();
        }
        todo.forEach(Runnable::run);
        return result;
    }

    static RequestException throttled() {
        return new RequestException("TooManyRequestsException", "Rate Exceeded.");
    }

    private static UnavailableException closing() {
        return new UnavailableException("The server is closing");
    }
}
