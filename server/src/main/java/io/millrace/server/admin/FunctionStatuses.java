package io.millrace.server.admin;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionStats;
import io.millrace.core.invoke.event.EventStatus;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.lambda.LambdaFunction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Puts together how each function's processes and events stand. Any thread.
public final class FunctionStatuses {
    private final Catalog catalog;
    private final Supplier<List<FunctionStats>> stats;
    private final Supplier<Map<ResourceId, EventStatus>> events;

    /// @param stats of the functions that were called
    /// @param events of the functions that ever got one
    public FunctionStatuses(
            Catalog catalog, Supplier<List<FunctionStats>> stats, Supplier<Map<ResourceId, EventStatus>> events) {
        this.catalog = catalog;
        this.stats = stats;
        this.events = events;
    }

    /// In order of region and name.
    public List<FunctionStatus> all() {
        Map<ResourceId, FunctionStats> called = stats.get().stream()
                .collect(Collectors.toMap(
                        function -> LambdaFunction.id(function.region(), function.name()), Function.identity()));
        Map<ResourceId, EventStatus> queued = events.get();
        return catalog.list(LambdaFunction.class).stream()
                .map(function -> new FunctionStatus(
                        called.getOrDefault(function.id(), FunctionStats.none(function.region(), function.name())),
                        Optional.ofNullable(queued.get(function.id()))))
                .toList();
    }
}
