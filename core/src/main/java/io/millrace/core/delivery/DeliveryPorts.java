package io.millrace.core.delivery;

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
/// @param seeds one for each batch, never the same
public record DeliveryPorts(ObjectStore store, InstantSource clock, RandomGenerator random, Supplier<UUID> seeds) {}
