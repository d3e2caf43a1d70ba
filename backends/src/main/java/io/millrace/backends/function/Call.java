package io.millrace.backends.function;

import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import java.util.concurrent.CompletableFuture;

/// A call on its way: it waits for a process, is given to one, and has an outcome, each once. Its fields are guarded by
/// the [Scheduler]'s lock; its futures are completed without it.
final class Call {
    final RunnableFunction function;
    final Invocation invocation;

    /// Completes when its time begins, or together with the outcome when it never does.
    final CompletableFuture<Void> begun = new CompletableFuture<>();

    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /// What has it in hand; stays when it is done, for whoever collects the output.
    FunctionProcess process;

    boolean done;
    boolean isFirstOfProcess;
    volatile long begunNanos;
    volatile long deadlineMillis;
    volatile long endedNanos;

    Call(RunnableFunction function, Invocation invocation) {
        this.function = function;
        this.invocation = invocation;
    }

    /// The deadline of a call without a process is that of its first moment.
    void begin(long nowNanos, long nowMillis) {
        if (begunNanos == 0) {
            begunNanos = nowNanos;
            deadlineMillis = nowMillis + function.configuration().timeoutSeconds() * 1_000L;
        }
    }

    double durationMillis() {
        return begunNanos == 0 ? 0 : Math.max(0, endedNanos - begunNanos) / 1e6;
    }
}
