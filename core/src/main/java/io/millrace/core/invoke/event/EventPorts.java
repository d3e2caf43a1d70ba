package io.millrace.core.invoke.event;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.invoke.Functions;
import io.millrace.core.log.EventLog;
import io.millrace.core.store.ObjectStore;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What event invocations stand on.
///
/// @param log where events lie
/// @param catalog which functions, configurations and event streams there are
/// @param functions finds and runs them
/// @param store buckets that are destinations
/// @param clock decides when an event is run again, and when it is too old
/// @param random spreads retries; used by many threads
/// @param ids for request ids, log streams and the names of objects
/// @param workers runs work that blocks: a virtual thread for each piece
public record EventPorts(
        EventLog log,
        Catalog catalog,
        Functions functions,
        ObjectStore store,
        InstantSource clock,
        RandomGenerator random,
        Supplier<UUID> ids,
        Executor workers) {}
