package io.millrace.backends.function;

import io.millrace.core.function.FunctionStats;
import io.millrace.core.function.RunnableFunction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// What there is of one function over all its versions. Guarded by the [Scheduler]'s lock.
final class FunctionPool {
    final String region;
    final String name;
    final Map<RunnableFunction, Version> versions = new HashMap<>();
    int processes;

    /// Calls that wait or are being run.
    int calls;

    int busy;
    long invocations;
    long errors;
    long timeouts;
    long throttles;
    long coldStarts;
    long crashes;

    FunctionPool(String region, String name) {
        this.region = region;
        this.name = name;
    }

    Version version(RunnableFunction function) {
        return versions.computeIfAbsent(function, Version::new);
    }

    void count(Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            return;
        }
        invocations++;
        if (!(outcome instanceof Outcome.Answered)) {
            errors++;
        }
        if (outcome instanceof Outcome.Crashed crashed && crashed.timedOut()) {
            timeouts++;
        }
    }

    FunctionStats stats() {
        return new FunctionStats(
                region, name, processes, busy, invocations, errors, timeouts, throttles, coldStarts, crashes);
    }

    /// What there is of one version. The process that was used last is used first, so that the others may be ended.
    static final class Version {
        final RunnableFunction function;
        final Deque<Call> waiting = new ArrayDeque<>();
        final Deque<FunctionProcess> idle = new ArrayDeque<>();
        int starting;
        int processes;

        Version(RunnableFunction function) {
            this.function = function;
        }
    }
}
