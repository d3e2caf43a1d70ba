package io.millrace.core.stack;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackPlans;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.resource.cloudformation.StackTemplate.Slot;
import io.millrace.core.resource.cloudformation.StackWork;
import io.millrace.core.resource.cloudformation.StackWork.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Begins operations on stacks: checks what was asked for, and writes that it is under way.
final class StackOperations {
    private static final String USER = "User Initiated";
    private static final Set<StackStatus> UPDATABLE = Set.of(
            StackStatus.CREATE_COMPLETE,
            StackStatus.CREATE_FAILED,
            StackStatus.UPDATE_COMPLETE,
            StackStatus.UPDATE_FAILED,
            StackStatus.UPDATE_ROLLBACK_COMPLETE);
    private static final Set<StackStatus> FAILED = Set.of(StackStatus.CREATE_FAILED, StackStatus.UPDATE_FAILED);

    private final StackPorts ports;
    private final StackIndex index;
    private final StackJournal journal;
    private final StackRuns runs;
    private final StackCheck check;

    StackOperations(StackPorts ports, StackIndex index, StackJournal journal, StackRuns runs) {
        this.ports = ports;
        this.index = index;
        this.journal = journal;
        this.runs = runs;
        this.check = new StackCheck(ports, index);
    }

    /// What was thought through.
    record Prepared(Stack stack, StackCheck.Accepted accepted, Plan plan) {
        StackPlans plans() {
            return new StackPlans(
                    accepted.desired().template().description(),
                    accepted.parameters(),
                    stack.options(),
                    accepted.world().imports());
        }
    }

    Stack find(String region, String stack) {
        return found(region, stack)
                .orElseThrow(
                        () -> new RequestException("ValidationError", "Stack with id " + stack + " does not exist"));
    }

    Optional<Stack> found(String region, String stack) {
        return StackNames.arn(stack)
                .map(arn -> index.unique(arn.unique())
                        .filter(one ->
                                one.name().equals(arn.name()) && one.region().equals(region)))
                .orElseGet(() -> index.named(region, stack));
    }

    /// One that is not deleted.
    Stack live(String region, String stack) {
        return found(region, stack)
                .filter(one -> one.status() != StackStatus.DELETE_COMPLETE)
                .orElseThrow(() -> new RequestException("ValidationError", "Stack [" + stack + "] does not exist"));
    }

    /// A stack as it would be at its beginning.
    Stack draft(StackRequest request, StackStatus status, Kind kind) {
        Optional<StackNames.Parts> arn = request.parentId().flatMap(parent -> StackNames.arn(request.stack()));
        String name = StackNames.require(arn.map(StackNames.Parts::name).orElse(request.stack()), "stackName");
        Instant now = ports.clock().instant();
        return new Stack(
                request.region(),
                name,
                arn.map(StackNames.Parts::unique)
                        .orElseGet(() -> ports.ids().get().toString()),
                status,
                USER,
                "",
                Map.of(),
                List.of(),
                checked(request.options()),
                false,
                now,
                Optional.empty(),
                Optional.empty(),
                request.parentId(),
                Set.of(),
                StackWork.first(kind, now));
    }

    private static StackOptions checked(StackOptions options) {
        if (options.tags().size() > Limit.STACK_TAGS.value()) {
            throw new RequestException(
                    "ValidationError", "A stack may have at most " + Limit.STACK_TAGS.value() + " tags");
        }
        return options;
    }

    Stack create(StackRequest request) {
        Stack draft = draft(request, StackStatus.CREATE_IN_PROGRESS, Kind.CREATE);
        Optional<Stack> present = index.named(request.region(), draft.name());
        if (present.isPresent()) {
            if (isRepeated(present.get(), request.options(), Kind.CREATE)) {
                return present.get();
            }
            throw exists(draft);
        }
        Prepared prepared = prepare(request, draft, false);
        Stack stack = draft.withPlans(prepared.plans());
        ports.catalog().apply(() -> {
            if (index.named(stack.region(), stack.name()).isPresent()
                    || index.unique(stack.unique()).isPresent()) {
                throw exists(stack);
            }
            requireRoom(stack.region());
            requireImports(stack);
            return Changes.put(stack, prepared.accepted().template());
        });
        tell(stack);
        runs.work(stack);
        return stack;
    }

    static RequestException exists(Stack stack) {
        return new RequestException("AlreadyExistsException", "Stack [" + stack.name() + "] already exists");
    }

    void requireRoom(String region) {
        long there = index.in(region).stream()
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                .count();
        if (there >= Limit.STACKS.value()) {
            throw new RequestException(
                    "LimitExceededException", "Limit for stack has been exceeded: " + Limit.STACKS.value());
        }
    }

    /// Exports may go while a template is looked at; once the stack is written they may not.
    private void requireImports(Stack stack) {
        for (String name : stack.imports()) {
            if (Exports.find(index, stack.region(), name).isEmpty()) {
                throw new RequestException("ValidationError", "No export named " + name + " found.");
            }
        }
    }

    /// Whether the same call was accepted before.
    private static boolean isRepeated(Stack stack, StackOptions options, Kind kind) {
        boolean same = options.clientRequestToken().isPresent()
                && options.clientRequestToken().equals(stack.options().clientRequestToken());
        if (same && stack.work().kind() != kind) {
            throw new RequestException(
                    "TokenAlreadyExistsException",
                    "Token " + options.clientRequestToken().get() + " was used for another operation on stack "
                            + stack.stackId());
        }
        return same;
    }

    /// Thinks through what a stack shall become.
    ///
    /// @param present whether it has a template already
    Prepared prepare(StackRequest request, Stack stack, boolean present) {
        StackCheck.Accepted accepted = check.accept(request, stack, present);
        Map<String, StackResource> resources = index.resources(stack).stream()
                .collect(Collectors.toMap(StackResource::logicalId, Function.identity()));
        refuseOtherTypes(resources, accepted.desired());
        boolean retag =
                present && !optionsOf(stack).tags().equals(stack.options().tags());
        Plan plan = Plan.of(
                ports.types(),
                new Plan.Present(resources, stack.outputs(), retag),
                accepted.desired(),
                accepted.world());
        return new Prepared(stack, accepted, plan);
    }

    /// Of the last operation.
    private StackOptions optionsOf(Stack stack) {
        return index.unique(stack.unique()).orElse(stack).options();
    }

    private static void refuseOtherTypes(Map<String, StackResource> resources, DesiredStack desired) {
        Set<String> changed = new TreeSet<>();
        for (String logicalId : desired.active()) {
            StackResource now = resources.get(logicalId);
            if (now != null && !now.type().equals(desired.resource(logicalId).type())) {
                changed.add(logicalId);
            }
        }
        if (!changed.isEmpty()) {
            throw new RequestException(
                    "ValidationError",
                    "Update of resource type is not permitted. The new template modifies resource type of the"
                            + " following resources: " + changed);
        }
    }

    Stack update(StackRequest request) {
        Stack present = live(request.region(), request.stack());
        if (isRepeated(present, request.options(), Kind.UPDATE)) {
            return present;
        }
        requireUpdatable(present);
        Prepared prepared = prepare(request, withOptions(present, request.options()), true);
        if (prepared.plan().isEmpty() && !FAILED.contains(present.status()) && !changesTags(present, request)) {
            throw new RequestException("ValidationError", "No updates are to be performed.");
        }
        begin(present, prepared, List.of());
        return present;
    }

    private static boolean changesTags(Stack stack, StackRequest request) {
        return !stack.options().tags().equals(request.options().tags());
    }

    static Stack withOptions(Stack stack, StackOptions options) {
        StackPlans plans = stack.plans();
        return stack.withPlans(
                new StackPlans(plans.description(), plans.parameters(), checked(options), plans.imports()));
    }

    static void requireUpdatable(Stack stack) {
        if (!UPDATABLE.contains(stack.status())) {
            throw new RequestException(
                    "ValidationError",
                    "Stack:" + stack.stackId() + " is in " + stack.status() + " state and can not be updated.");
        }
    }

    /// Writes that an update is under way.
    ///
    /// @param beside written with it
    void begin(Stack seen, Prepared prepared, List<Resource> beside) {
        Instant now = ports.clock().instant();
        AtomicReference<Stack> written = new AtomicReference<>(seen);
        ports.catalog().apply(() -> {
            Stack present = index.unique(seen.unique()).orElse(seen);
            requireUpdatable(present);
            if (present.work().number() != seen.work().number()) {
                throw new RequestException(
                        "ValidationError", "Stack:" + seen.stackId() + " was changed meanwhile. Try again.");
            }
            boolean goesOn = FAILED.contains(present.status());
            StackWork work = goesOn
                    ? present.work().goingOn(Kind.UPDATE, now, Set.of())
                    : present.work().fromWhole(Kind.UPDATE, now, present.plans());
            Set<String> imports = new TreeSet<>(present.imports());
            imports.addAll(prepared.accepted().world().imports());
            Stack begun = present.withPlans(prepared.plans().withImports(imports))
                    .withWork(work)
                    .withStatus(StackStatus.UPDATE_IN_PROGRESS, USER);
            requireImports(begun);
            written.set(begun);
            List<Resource> all = new ArrayList<>(beside);
            all.add(begun);
            all.add(prepared.accepted().template().as(begun.unique(), Slot.PRESENT));
            if (!goesOn) {
                index.template(begun.region(), begun.unique(), Slot.PRESENT)
                        .map(template -> template.as(begun.unique(), Slot.PREVIOUS))
                        .ifPresent(all::add);
            }
            all.addAll(obsolete(begun, beside));
            return new Changes(all, List.of());
        });
        tell(written.get());
        runs.work(seen);
    }

    private List<ChangeSet> obsolete(Stack stack, List<Resource> beside) {
        Set<ResourceId> done = beside.stream().map(Resource::id).collect(Collectors.toSet());
        return index.changeSets(stack).stream()
                .filter(set -> !done.contains(set.id()) && set.executionStatus().equals("AVAILABLE"))
                .map(set -> set.withExecution("OBSOLETE"))
                .toList();
    }

    /// Writes that a stack that was reviewed is being made.
    void beginReviewed(Stack seen, Prepared prepared, ChangeSet set) {
        AtomicReference<Stack> written = new AtomicReference<>(seen);
        Instant now = ports.clock().instant();
        ports.catalog().apply(() -> {
            Stack present = index.unique(seen.unique()).orElse(seen);
            if (present.status() != StackStatus.REVIEW_IN_PROGRESS) {
                throw exists(present);
            }
            Stack begun = present.withPlans(prepared.plans())
                    .withWork(StackWork.first(Kind.CREATE, now))
                    .withStatus(StackStatus.CREATE_IN_PROGRESS, USER);
            requireImports(begun);
            written.set(begun);
            List<Resource> all = new ArrayList<>(List.of(set, begun));
            all.add(prepared.accepted().template().as(begun.unique(), Slot.PRESENT));
            all.addAll(obsolete(begun, List.of(set)));
            return new Changes(all, List.of());
        });
        tell(written.get());
        runs.work(seen);
    }

    /// Changes a stack's status by its owner's will, and has it worked on.
    ///
    /// @param change refuses by throwing, or gives back the same stack when there is nothing to do
    void move(Stack seen, Function<Stack, StackJournal.Move> change) {
        AtomicReference<Stack> moved = new AtomicReference<>(seen);
        ports.catalog().apply(() -> {
            Stack present = index.unique(seen.unique()).orElse(seen);
            StackJournal.Move move = change.apply(present);
            moved.set(move.stack().status() == present.status() ? seen : move.stack());
            if (move.stack().equals(present)) {
                return Changes.remove(List.of());
            }
            List<Resource> all = new ArrayList<>(move.changes().put());
            all.add(move.stack());
            return new Changes(all, move.changes().removed());
        });
        if (!moved.get().equals(seen)) {
            tell(moved.get());
        }
        runs.work(seen);
    }

    /// The event of what was begun, when that is durable: what was refused leaves none.
    void tell(Stack stack) {
        journal.tell(stack, ports.ids().get().toString(), ports.clock().instant());
    }
}
