package io.millrace.core.delivery.transform;

import io.millrace.core.function.FunctionInvoker;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What transformations stand on beside the log.
///
/// @param invoker runs functions
/// @param clock decides when a batch is due
/// @param random spreads retries; used by many threads
/// @param ids of invocations
/// @param calls runs each call of a function on a thread of its own
public record TransformPorts(
        FunctionInvoker invoker, InstantSource clock, RandomGenerator random, Supplier<UUID> ids, Executor calls) {
    /// Virtual threads.
    public static final Executor THREADS =
            call -> Thread.ofVirtual().name("function-call").start(call);

    /// With virtual threads for the calls.
    public TransformPorts(FunctionInvoker invoker, InstantSource clock, RandomGenerator random, Supplier<UUID> ids) {
        this(invoker, clock, random, ids, THREADS);
    }
}
