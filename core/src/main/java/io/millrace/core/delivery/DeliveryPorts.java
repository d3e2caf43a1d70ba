package io.millrace.core.delivery;

import io.millrace.core.delivery.stage.StageRunner;
import io.millrace.core.delivery.transform.TransformPorts;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.store.ObjectStore;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What deliveries stand on beside the log.
///
/// @param store where objects go
/// @param clock decides when a batch is due; never what is in it
/// @param random spreads retries; used by many threads
/// @param seeds one for each batch, never the same; names calls of functions too
/// @param invoker runs functions
public record DeliveryPorts(
        ObjectStore store, InstantSource clock, RandomGenerator random, Supplier<UUID> seeds, FunctionInvoker invoker) {
    StageRunner.Ports runner() {
        return new StageRunner.Ports(clock, random);
    }

    TransformPorts transform() {
        return new TransformPorts(invoker, clock, random, seeds);
    }
}
