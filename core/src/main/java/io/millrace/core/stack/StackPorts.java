package io.millrace.core.stack;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.log.EventLog;
import io.millrace.core.template.Transforms;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What stacks need of the rest.
///
/// @param catalog where stacks and their resources are kept
/// @param log where their events are kept
/// @param clock time of events and of timeouts
/// @param random jitter of retries
/// @param ids UUIDs of stacks, and what physical names are made of
/// @param types of resources that there are
/// @param parameters of SSM
/// @param transforms of templates
/// @param zones availability zones of a region
/// @param signals to resources that wait
/// @param threads that stacks are worked on by
public record StackPorts(
        Catalog catalog,
        EventLog log,
        InstantSource clock,
        RandomGenerator random,
        Supplier<UUID> ids,
        ResourceTypeSet types,
        SsmParameters parameters,
        Transforms transforms,
        Zones zones,
        StackSignals signals,
        StackThreads threads) {
    /// Looks up parameters of SSM.
    @FunctionalInterface
    public interface SsmParameters {
        /// @param version the latest when empty
        /// @param secure whether it must be a SecureString
        /// @throws io.millrace.core.fault.RequestException when there is no such parameter
        String value(String region, String name, Optional<Integer> version, boolean secure);
    }

    /// Availability zones of a region.
    @FunctionalInterface
    public interface Zones {
        List<String> of(String region);
    }
}
