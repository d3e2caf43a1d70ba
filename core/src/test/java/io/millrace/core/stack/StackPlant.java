package io.millrace.core.stack;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.core.template.Transforms;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/// Stacks on a log in memory, with one service. Its clock runs ahead by what is waited for.
final class StackPlant implements AutoCloseable {
    static final String REGION = Arn.DEFAULT_REGION;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final FakeService service;
    final EventLog log;
    final Catalog catalog;
    final Stacks stacks;

    StackPlant() {
        this(new FakeService(), new MemoryLog(InstantSource.system()), List.of());
    }

    /// After a restart.
    StackPlant(FakeService service, EventLog log, List<ResourceType> more) {
        this.service = service;
        this.log = log;
        catalog = Catalog.open(log);
        List<ResourceType> types = new ArrayList<>(more);
        types.add(service);
        SplittableRandom random = new SplittableRandom(7);
        stacks = new Stacks(new StackPorts(
                catalog,
                log,
                InstantSource.system(),
                random,
                UUID::randomUUID,
                new ResourceTypeSet(types),
                (region, name, version, secure) -> {
                    if (name.equals("there")) {
                        return secure ? "hush" : "value";
                    }
                    throw new RequestException("ParameterNotFound", "no parameter " + name);
                },
                new Transforms((template, values) -> template),
                region -> List.of(region + "a", region + "b"),
                new StackSignals(),
                StackThreads.virtual()));
    }

    static StackRequest request(String stack, String template) {
        return request(stack, template, Map.of());
    }

    static StackRequest request(String stack, String template, Map<String, String> parameters) {
        return new StackRequest(REGION, stack, Optional.of(template), parameters, Set.of(), StackOptions.NONE);
    }

    static StackRequest request(String stack, String template, StackOptions options) {
        return new StackRequest(REGION, stack, Optional.of(template), Map.of(), Set.of(), options);
    }

    static StackOptions options(boolean disableRollback, boolean deleteOnFailure) {
        return new StackOptions(
                Map.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                disableRollback,
                deleteOnFailure,
                Optional.empty(),
                Optional.empty());
    }

    /// @return the status that the stack ends in
    String create(String stack, String template) {
        return settled(stacks.create(request(stack, template)));
    }

    String update(String stack, String template) {
        return settled(stacks.update(request(stack, template)));
    }

    String delete(String stack) {
        String id = stacks.find(REGION, stack).stackId();
        stacks.delete(REGION, stack, Set.of(), StackOptions.NONE);
        return settled(id);
    }

    /// Waits until nothing is done to a stack.
    String settled(String stack) {
        Instant until = InstantSource.system().instant().plus(PATIENCE);
        Stack now = stacks.find(REGION, stack);
        while (now.status().isUnderWay()) {
            if (InstantSource.system().instant().isAfter(until)) {
                throw new AssertionError("Still " + now.status() + ": " + events(stack));
            }
            Thread.onSpinWait();
            now = stacks.find(REGION, stack);
        }
        return now.status().name();
    }

    /// `LOGICAL STATUS REASON`, the first first.
    List<String> events(String stack) {
        List<String> lines = new ArrayList<>();
        for (StackEvent event : stacks.events(stacks.find(REGION, stack)).reversed()) {
            lines.add((event.logicalId() + " " + event.status() + " " + event.reason()).strip());
        }
        return lines;
    }

    @Override
    public void close() {
        stacks.close();
    }
}
