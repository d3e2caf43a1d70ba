package io.millrace.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.stack.FakeService.Thing;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.template.Transforms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// One seeded run of stacks against a service, a log and a process that misbehave; then peace, then the accounts.
final class StackSchedule {
    private static final int ACTIONS = 14;
    private static final int STEPS_MAX = 200_000;
    private static final Thing FOREIGN = new Thing("foreign", "", JsonNodeFactory.instance.objectNode(), Map.of());

    private final RandomGenerator random;
    private final SimTemplates templates;
    private final FakeService service = new FakeService();
    private final MemoryLog log;
    private final double troubleRate;
    private final double crashRate;
    private final Map<String, Map<String, Thing>> before = new HashMap<>();
    private final Map<String, Long> updates = new HashMap<>();
    private final Set<String> creating = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private SimThreads threads;
    private Stacks stacks;
    private boolean peace;
    private int crashes;
    private int rolledBack;

    StackSchedule(RandomGenerator random) {
        this.random = random;
        boolean calm = random.nextInt(4) == 0;
        templates = new SimTemplates(random, !calm);
        troubleRate = calm ? 0 : random.nextDouble(0.2);
        crashRate = random.nextInt(3) == 0 ? 0 : random.nextDouble(0.03);
        threads = new SimThreads(random, Instant.parse("2026-11-21T10:00:00Z"));
        log = new MemoryLog(() -> threads.now());
        log.aroundAppends(this::append);
        service.put("foreign", FOREIGN);
        service.around(this::call);
    }

    int crashes() {
        return crashes;
    }

    int rolledBack() {
        return rolledBack;
    }

    /// What was asked for, and what happened to stacks whose accounts do not fit.
    List<String> story() {
        List<String> lines = new ArrayList<>(story);
        for (Stack stack : stacks.list(StackPlant.REGION)) {
            stacks.events(stack)
                    .reversed()
                    .forEach(event -> lines.add(String.join(
                            " ",
                            stack.unique().substring(0, 4),
                            event.logicalId(),
                            event.physicalId(),
                            event.status(),
                            event.reason())));
        }
        return lines;
    }

    void run() {
        start();
        for (int i = 0; i < ACTIONS; i++) {
            action();
            steps(random.nextInt(200));
        }
        peace = true;
        settle();
        account();
        endAll();
    }

    private void start() {
        Catalog catalog = Catalog.open(log);
        SimThreads mine = threads;
        stacks = new Stacks(new StackPorts(
                catalog,
                log,
                mine,
                random,
                () -> new UUID(random.nextLong(), random.nextLong()),
                new ResourceTypeSet(List.of(service)),
                (region, name, version, secure) -> "value",
                new Transforms((template, values) -> template),
                region -> List.of("a"),
                new StackSignals(),
                mine));
        stacks.resume();
    }

    private void restart() {
        crashes++;
        threads.crashed();
        while (threads.step()) {
            // Every thread ends at its next call.
        }
        creating.clear();
        threads = new SimThreads(random, threads.now());
        story.add("crash");
        boolean up = false;
        while (!up) {
            try {
                start();
                up = true;
            } catch (SimThreads.Crash | UnavailableException e) {
                threads.crashed();
                while (threads.step()) {
                    // Once more.
                }
                threads = new SimThreads(random, threads.now());
            }
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            boolean more = threads.step();
            if (threads.isCrashed()) {
                restart();
            } else if (!more) {
                return;
            }
        }
    }

    private void settle() {
        for (int i = 0; i < STEPS_MAX; i++) {
            if (!threads.step()) {
                return;
            }
        }
        throw new AssertionError("Still at work: " + stacks.list(StackPlant.REGION));
    }

    private void append(Runnable effect) {
        threads.refuseCrashed();
        boolean crash = !peace && random.nextDouble() < crashRate;
        if (crash && random.nextBoolean()) {
            threads.crash();
        }
        if (!peace && random.nextDouble() < troubleRate / 4) {
            throw new UnavailableException("full");
        }
        effect.run();
        if (crash) {
            threads.crash();
        }
    }

    private void call(String what, ResourceCall call, FakeService.Effect effect) throws InterruptedException {
        threads.turn();
        threads.refuseCrashed();
        String id = call.stack().stackId() + " " + call.logicalId();
        if (!creating.add(id)) {
            violations.add("two steps at once on " + id);
        }
        try {
            Thing there = service.things().get(call.physicalId());
            if (!what.equals("create")
                    && there != null
                    && !there.owner().equals(call.stack().stackId())) {
                violations.add(what + " of what is not its own: " + call.physicalId());
            }
            boolean crash = !peace && random.nextDouble() < crashRate;
            if (crash && random.nextBoolean()) {
                threads.crash();
            }
            trouble(what, effect);
            if (crash) {
                threads.crash();
            }
            threads.turn();
        } finally {
            if (!threads.isCrashed()) {
                creating.remove(id);
            }
        }
    }

    private void trouble(String what, FakeService.Effect effect) throws InterruptedException {
        if (peace || random.nextDouble() >= troubleRate) {
            effect.run();
            return;
        }
        if (!what.equals("create") && random.nextBoolean()) {
            effect.run();
        }
        if (random.nextInt(3) == 0) {
            throw new RequestException("ThingException", "trouble with " + what);
        }
        if (random.nextInt(8) == 0) {
            throw new IllegalStateException("a bug");
        }
        throw new UnavailableException("not now");
    }

    private void action() {
        String name = "s" + random.nextInt(3);
        try {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> stacks.create(StackPlant.request(name, templates.next(name), options()));
                case 3, 4, 5, 6 -> update(name);
                case 7 -> stacks.delete(StackPlant.REGION, name, Set.of(), StackOptions.NONE);
                case 8 -> stacks.cancelUpdate(StackPlant.REGION, name);
                case 9 -> stacks.continueRollback(StackPlant.REGION, name, Set.of());
                case 10 -> stacks.rollback(StackPlant.REGION, name);
                default -> changeSet(name);
            }
            story.add(name);
        } catch (RequestException | UnavailableException e) {
            story.add(name + " refused: " + e.getMessage());
        } catch (SimThreads.Crash e) {
            restart();
        }
    }

    private StackOptions options() {
        return StackPlant.options(random.nextInt(5) == 0, random.nextInt(5) == 0);
    }

    private void update(String name) {
        remember(name);
        stacks.update(StackPlant.request(name, templates.next(name), options()));
    }

    private void changeSet(String name) {
        remember(name);
        String set = "c" + random.nextInt(1_000_000);
        stacks.createChangeSet(
                new ChangeSetRequest(set, "", "", StackPlant.request(name, templates.next(name), options())));
        stacks.executeChangeSet(StackPlant.REGION, set, Optional.of(name), false, Optional.empty());
    }

    /// What a roll-back of the next update must bring back.
    private void remember(String name) {
        Optional<Stack> stack = stacks.list(StackPlant.REGION).stream()
                .filter(one -> one.name().equals(name) && one.status().name().endsWith("_COMPLETE"))
                .filter(one -> one.status() != StackStatus.DELETE_COMPLETE)
                .findFirst();
        stack.ifPresent(one -> {
            before.put(one.unique(), owned(one));
            updates.put(one.unique(), one.work().number() + 1);
        });
    }

    private Map<String, Thing> owned(Stack stack) {
        Set<String> mine = new HashSet<>();
        stacks.resources(stack).forEach(resource -> mine.add(resource.physicalId()));
        Map<String, Thing> owned = new TreeMap<>(service.things());
        owned.keySet().retainAll(mine);
        return owned;
    }

    private void account() {
        assertThat(violations).isEmpty();
        assertThat(service.things()).containsEntry("foreign", FOREIGN);
        Map<String, Thing> unaccounted = new TreeMap<>(service.things());
        unaccounted.remove("foreign");
        for (Stack stack : stacks.list(StackPlant.REGION)) {
            assertThat(stack.status().isUnderWay()).as("%s", stack).isFalse();
            List<StackEvent> events = stacks.events(stack);
            events.forEach(event -> assertThat(event.properties()).doesNotContain("hush"));
            assertThat(events.stream()
                            .filter(event -> event.logicalId().equals(stack.name()))
                            .findFirst()
                            .map(StackEvent::status))
                    .as("the last event of %s", stack)
                    .contains(stack.status().name());
            left(events).forEach(unaccounted::remove);
            account(stack, unaccounted);
        }
        assertThat(unaccounted).as("what no stack has").isEmpty();
        assertThat(Catalog.open(log).list(StackResource.class))
                .isEqualTo(stacks.list(StackPlant.REGION).stream()
                        .flatMap(stack -> stacks.resources(stack).stream())
                        .sorted(java.util.Comparator.comparing(one -> one.id().name()))
                        .toList());
    }

    /// What stacks have left behind and said so.
    private static Set<String> left(List<StackEvent> events) {
        Set<String> left = new HashSet<>();
        events.stream()
                .filter(event -> event.status().equals("DELETE_SKIPPED")
                        || event.status().equals("DELETE_FAILED"))
                .forEach(event -> left.add(event.physicalId()));
        return left;
    }

    private void account(Stack stack, Map<String, Thing> unaccounted) {
        boolean whole = stack.status() == StackStatus.CREATE_COMPLETE
                || stack.status() == StackStatus.UPDATE_COMPLETE
                || stack.status() == StackStatus.UPDATE_ROLLBACK_COMPLETE;
        List<StackResource> resources = stacks.resources(stack);
        if (stack.status() == StackStatus.ROLLBACK_COMPLETE || stack.status() == StackStatus.DELETE_COMPLETE) {
            assertThat(resources).isEmpty();
        }
        for (StackResource resource : resources) {
            Thing thing = service.things().get(resource.physicalId());
            if (whole) {
                assertThat(thing).as("%s of %s", resource, stack).isNotNull();
                assertThat(thing.owner()).isEqualTo(stack.stackId());
                assertThat(thing.logicalId()).isEqualTo(resource.logicalId());
                assertThat(thing.properties()).as("%s", resource).isEqualTo(resource.properties());
            }
            unaccounted.remove(resource.physicalId());
            resource.work().before().ifPresent(state -> unaccounted.remove(state.physicalId()));
            resource.work().doomed().forEach(state -> unaccounted.remove(state.physicalId()));
        }
        if (stack.status() == StackStatus.UPDATE_ROLLBACK_COMPLETE
                && updates.getOrDefault(stack.unique(), -1L) == stack.work().number()) {
            rolledBack++;
            assertThat(owned(stack))
                    .as("what was before the update of %s", stack)
                    .isEqualTo(before.get(stack.unique()));
        }
    }

    /// In peace every stack can be brought to an end.
    private void endAll() {
        for (int round = 0; round < 3; round++) {
            for (Stack stack : stacks.list(StackPlant.REGION)) {
                if (stack.status() == StackStatus.UPDATE_ROLLBACK_FAILED && round == 0) {
                    stacks.continueRollback(StackPlant.REGION, stack.name(), Set.of());
                } else if (stack.status() != StackStatus.DELETE_COMPLETE) {
                    stacks.delete(StackPlant.REGION, stack.stackId(), Set.of(), StackOptions.NONE);
                }
            }
            settle();
        }
        account();
    }
}
