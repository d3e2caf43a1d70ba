package io.millrace.core.delivery.transform;

import io.millrace.core.function.FunctionInvoker;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What transformations stand on beside the log.
///
/// @param invoker runs functions
/// @param clock decides when a batch is due
/// @param random spreads retries; used by many threads
/// @param ids of invocations
public record TransformPorts(
        FunctionInvoker invoker, InstantSource clock, RandomGenerator random, Supplier<UUID> ids) {}
