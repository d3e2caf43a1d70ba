package io.millrace.backends.function;

import io.millrace.core.function.RunnableFunction;
import io.millrace.core.function.RuntimeApi;
import io.millrace.core.limit.Limit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// What there is of all functions, and the steps from one state of it to the next. Guarded by the [Scheduler]'s lock;
/// what
/// could take longer or call back is put into `afterwards`, to be done without it.
final class Pools {
    /// How long a process that has answered is expected to ask for its next call.
    private static final long RETURN_NANOS = 50_000_000L;

    final Map<String, FunctionPool> functions = new HashMap<>();
    final Set<FunctionProcess> processes = new LinkedHashSet<>();
    final List<Runnable> afterwards = new ArrayList<>();
    int waiting;
    boolean closed;
    private final InstantSource clock;
    private final Bounds bounds;
    private final Starter starter;
    private int starting;

    /// @param processes over all functions
    /// @param processesOfOne of a function without reserved concurrency
    /// @param starting processes that start at once
    record Bounds(int processes, int processesOfOne, int starting) {
        static Bounds of(int cores) {
            return new Bounds(Limit.FUNCTION_PROCESSES.intValue(), Limit.FUNCTION_PROCESSES_OF_ONE.intValue(), cores);
        }
    }

    /// Where processes come from. Both methods return at once.
    interface Starter {
        FunctionProcess prepare(RunnableFunction function);

        void start(FunctionProcess process);
    }

    Pools(InstantSource clock, Bounds bounds, Starter starter) {
        this.clock = clock;
        this.bounds = bounds;
        this.starter = starter;
    }

    FunctionPool of(RunnableFunction function) {
        return functions.computeIfAbsent(
                function.region() + ":" + function.name(), key -> new FunctionPool(function.region(), function.name()));
    }

    FunctionPool.Version version(RunnableFunction function) {
        return of(function).version(function);
    }

    /// The next call of a version that waits.
    Optional<Call> poll(FunctionPool.Version version) {
        Call call = version.waiting.pollFirst();
        if (call != null) {
            waiting--;
        }
        return Optional.ofNullable(call);
    }

    void becomeIdle(FunctionProcess process) {
        FunctionPool.Version version = version(process.function);
        process.state = FunctionProcess.State.IDLE;
        process.idleSinceMillis = clock.millis();
        version.idle.addLast(process);
        if (process.call != null) {
            version.idle.remove(process);
            dispatch(process, process.call);
        } else if (process.retired || closed) {
            end(process, FunctionProcess::stop);
            startMore();
        } else if (!version.waiting.isEmpty()) {
            version.idle.remove(process);
            dispatch(process, poll(version).orElseThrow());
        }
        startMore();
    }

    void dispatch(FunctionProcess process, Call call) {
        process.state = FunctionProcess.State.BUSY;
        process.call = call;
        call.process = process;
        call.isFirstOfProcess = !process.hadCall;
        process.hadCall = true;
        of(call.function).busy++;
        CompletableFuture<RuntimeApi.Task> asked = process.asked;
        process.asked = null;
        afterwards.add(() -> {
            process.output.drain(true);
            process.output.say(ReportLines.start(call.invocation.requestId(), call.function));
            call.begin(System.nanoTime(), clock.millis());
            call.begun.complete(null);
            asked.complete(new RuntimeApi.Task(call.invocation, call.deadlineMillis));
        });
    }

    void done(Call call, Outcome outcome) {
        FunctionPool pool = of(call.function);
        call.done = true;
        call.endedNanos = System.nanoTime();
        pool.calls--;
        if (call.process != null && call.process.hadCall) {
            pool.busy--;
        }
        pool.count(outcome);
        afterwards.add(() -> {
            call.outcome.complete(outcome);
            call.begun.complete(null);
        });
    }

    /// A start that came to nothing costs the one call that it was for.
    void failStart(FunctionProcess process, Function<Call, Outcome> outcome) {
        Call bound = process.call;
        end(process, it -> {});
        FunctionPool.Version version = version(process.function);
        Optional<Call> call = bound == null ? poll(version) : Optional.of(bound).filter(it -> !it.done);
        call.ifPresent(it -> {
            it.process = process;
            done(it, outcome.apply(it));
        });
        startMore();
    }

    void end(FunctionProcess process, Consumer<FunctionProcess> how) {
        if (process.state == FunctionProcess.State.ENDED) {
            return;
        }
        if (process.state == FunctionProcess.State.STARTING) {
            startingEnded(process);
        }
        version(process.function).idle.remove(process);
        process.state = FunctionProcess.State.ENDED;
        process.endedNanos = System.nanoTime();
        afterwards.add(() -> how.accept(process));
    }

    void startingEnded(FunctionProcess process) {
        starting--;
        if (process.call == null) {
            version(process.function).starting--;
        }
    }

    void remove(FunctionProcess process) {
        process.state = FunctionProcess.State.ENDED;
        if (processes.remove(process)) {
            FunctionPool pool = of(process.function);
            FunctionPool.Version version = pool.version(process.function);
            pool.processes--;
            version.processes--;
            afterwards.add(() -> Thread.startVirtualThread(process::clear));
            startMore();
            tidy(pool, version);
        }
    }

    /// Forgets a version of which there is nothing.
    void tidy(FunctionPool pool, FunctionPool.Version version) {
        if (version.processes == 0 && version.waiting.isEmpty()) {
            pool.versions.remove(version.function);
        }
    }

    /// Starts what is needed and allowed.
    void startMore() {
        if (waiting == 0) {
            return;
        }
        for (FunctionPool pool : functions.values()) {
            for (FunctionPool.Version version : List.copyOf(pool.versions.values())) {
                while (version.waiting.size() > coming(version) && mayStart(pool, version.function)) {
                    start(version.function, Optional.empty());
                }
            }
        }
    }

    /// Processes that will be there soon: starting ones, and those that have just answered and will ask again.
    private int coming(FunctionPool.Version version) {
        long now = System.nanoTime();
        long answered = processes.stream()
                .filter(process -> process.state == FunctionProcess.State.ANSWERED
                        && process.function.equals(version.function)
                        && now - process.answeredNanos < RETURN_NANOS)
                .count();
        return version.starting + (int) answered;
    }

    private boolean mayStart(FunctionPool pool, RunnableFunction function) {
        int most = function.concurrencyMax().orElse(bounds.processesOfOne());
        if (closed || starting >= bounds.starting()) {
            return false;
        }
        return (pool.processes < most || evict(process -> of(process.function) == pool))
                && (processes.size() < bounds.processes() || evict(process -> true));
    }

    /// Ends the process that was idle for longest, unless one is ending already; its place is free when it has gone.
    private boolean evict(Predicate<FunctionProcess> which) {
        List<FunctionProcess> there = processes.stream().filter(which).toList();
        if (there.stream().noneMatch(process -> process.state == FunctionProcess.State.ENDED)) {
            there.stream()
                    .filter(process -> process.state == FunctionProcess.State.IDLE)
                    .min(Comparator.comparingLong(process -> process.idleSinceMillis))
                    .ifPresent(process -> end(process, FunctionProcess::kill));
        }
        return false;
    }

    void start(RunnableFunction function, Optional<Call> bound) {
        FunctionPool pool = of(function);
        FunctionPool.Version version = pool.version(function);
        FunctionProcess process = starter.prepare(function);
        processes.add(process);
        pool.processes++;
        version.processes++;
        pool.coldStarts++;
        starting++;
        if (bound.isPresent()) {
            process.call = bound.get();
            bound.get().process = process;
        } else {
            version.starting++;
        }
        afterwards.add(() -> {
            bound.ifPresent(call -> {
                call.begin(System.nanoTime(), clock.millis());
                call.begun.complete(null);
            });
            starter.start(process);
        });
    }
}
