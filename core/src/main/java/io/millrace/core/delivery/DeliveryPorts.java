package io.millrace.core.delivery;

import io.millrace.core.delivery.stage.StageRunner;
import io.millrace.core.delivery.transform.TransformPorts;
import io.millrace.core.format.Formats;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.store.ObjectStore;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What deliveries stand on beside the log.
///
/// @param store where objects go
/// @param clock decides when a batch is due; never what is in it
/// @param random spreads retries; used by many threads
/// @param seeds one for each batch, never the same; names calls of functions too
/// @param invoker runs functions
/// @param calls gives each call of a function a thread of its own
/// @param formats converts records
public record DeliveryPorts(
        ObjectStore store,
        InstantSource clock,
        RandomGenerator random,
        Supplier<UUID> seeds,
        FunctionInvoker invoker,
        Executor calls,
        Formats formats) {
    /// With virtual threads for the calls of functions, and no conversion.
    public DeliveryPorts(
            ObjectStore store,
            InstantSource clock,
            RandomGenerator random,
            Supplier<UUID> seeds,
            FunctionInvoker invoker) {
        this(store, clock, random, seeds, invoker, TransformPorts.THREADS, Formats.none());
    }

    /// The same with conversion.
    public DeliveryPorts with(Formats wired) {
        return new DeliveryPorts(store, clock, random, seeds, invoker, calls, wired);
    }

    StageRunner.Ports runner() {
        return new StageRunner.Ports(clock, random);
    }

    TransformPorts transform() {
        return new TransformPorts(invoker, clock, random, seeds, calls);
    }
}
