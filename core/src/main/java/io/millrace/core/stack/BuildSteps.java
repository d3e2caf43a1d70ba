package io.millrace.core.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.ResourceState;
import io.millrace.core.resource.cloudformation.ResourceWork;
import io.millrace.core.resource.cloudformation.ResourceWork.Role;
import io.millrace.core.resource.cloudformation.ResourceWork.Step;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.core.template.Template.Declaration;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Brings resources to what a template says: makes, changes or replaces them, one at a time.
///
/// Each step is written before and after: what a step that was interrupted may have left is deleted (of a create) or
/// done
/// again (of a change) before anything else.
final class BuildSteps {
    private static final int HEX = 16;

    private final StackContext context;
    private final DesiredStack desired;
    private final boolean retag;
    private final Map<String, String> shown = new ConcurrentHashMap<>();

    /// @param retag whether the stack's tags are others than before, so that all that can have tags is changed
    BuildSteps(StackContext context, DesiredStack desired, boolean retag) {
        this.context = context;
        this.desired = desired;
        this.retag = retag;
    }

    /// What is to be done for one resource, once its properties are known.
    private record Task(Stack stack, ResourceType type, Declaration declared, ObjectNode wanted, String shown) {}

    StepRunner.Outcome bring(String logicalId) {
        Declaration declared = desired.resource(logicalId);
        Stack stack = context.stack();
        try {
            try {
                bring(prepared(stack, declared));
                return StepRunner.Outcome.DONE;
            } catch (StepFailure e) {
                failed(declared, e.getMessage(), e.leavesHalf());
                return StepRunner.Outcome.FAILED;
            } catch (InterruptedException e) {
                if (context.closing().getAsBoolean()) {
                    return StepRunner.Outcome.CANCELLED;
                }
                boolean isUpdate = context.resource(logicalId)
                        .filter(resource -> !resource.status().startsWith("CREATE"))
                        .isPresent();
                failed(declared, isUpdate ? "Resource update cancelled" : "Resource creation cancelled", true);
                return StepRunner.Outcome.CANCELLED;
            }
        } catch (InterruptedException e) {
            return StepRunner.Outcome.CANCELLED;
        }
    }

    private Task prepared(Stack stack, Declaration declared) throws StepFailure {
        try {
            return task(stack, declared);
        } catch (StepFailure e) {
            throw e.leavingHalf();
        }
    }

    private Task task(Stack stack, Declaration declared) throws StepFailure {
        ResourceType type = context.type(declared.type());
        ObjectNode evaluated;
        try {
            evaluated = desired.properties(declared);
        } catch (RequestException e) {
            throw new StepFailure(e.getMessage());
        }
        String show = desired.shown(declared, evaluated);
        shown.put(declared.logicalId(), show);
        try {
            return new Task(stack, type, declared, type.schema().coerced(evaluated), show);
        } catch (RequestException e) {
            throw new StepFailure("Properties validation failed for resource " + declared.logicalId()
                    + " with message: " + e.getMessage());
        }
    }

    private void bring(Task task) throws StepFailure, InterruptedException {
        Optional<StackResource> found = context.resource(task.declared().logicalId());
        if (found.isEmpty()) {
            make(task, ResourceWork.added(number(task)), Optional.empty());
            return;
        }
        StackResource now = found.get();
        if (now.work().step() == Step.CREATE) {
            deleteLeftover(task, now);
            make(task, now.work().at(Step.NONE).by(number(task)), Optional.of(now));
        } else if (now.status().equals("CREATE_FAILED")) {
            make(task, ResourceWork.added(number(task)), Optional.of(now));
        } else {
            compare(task, now);
        }
    }

    private void compare(Task task, StackResource now) throws StepFailure, InterruptedException {
        switch (task.type().schema().change(now.properties(), task.wanted())) {
            case NONE -> {
                if (now.work().step() == Step.UPDATE || now.status().equals("UPDATE_FAILED") || needsTags(task, now)) {
                    change(task, now);
                } else if (!state(task, now.physicalId(), now).equals(now.state())) {
                    note(task, now);
                }
            }
            case IN_PLACE -> change(task, now);
            case REPLACEMENT -> replace(task, now);
        }
    }

    private boolean needsTags(Task task, StackResource now) {
        return retag
                && now.work().operation() != number(task)
                && task.type().schema().lines().stream()
                        .anyMatch(line ->
                                line.path().equals("Tags") || line.path().startsWith("Tags[]"));
    }

    private static long number(Task task) {
        return task.stack().work().number();
    }

    private void deleteLeftover(Task task, StackResource now) throws StepFailure, InterruptedException {
        ResourceCall call = context.call(now, now.state());
        try {
            context.calls().made(context.runner(), () -> {
                task.type().delete(call);
                return call;
            });
        } catch (StepFailure e) {
            throw e.leavingHalf();
        }
    }

    private void replace(Task task, StackResource now) throws StepFailure, InterruptedException {
        ResourceWork work = touchedWork(task, now);
        boolean isLoose = work.role() == Role.ADDED
                || work.before()
                        .filter(before -> before.physicalId().equals(now.physicalId()))
                        .isEmpty();
        make(task, isLoose ? work.withDoomed(now.state()) : work, Optional.of(now));
    }

    private ResourceWork touchedWork(Task task, StackResource now) {
        return context.isTouched(now)
                ? now.work().by(number(task)).asked()
                : ResourceWork.changed(number(task), now.state());
    }

    /// @param now the resource that it takes the place of, or what a failed create has left of it
    private void make(Task task, ResourceWork work, Optional<StackResource> now)
            throws StepFailure, InterruptedException {
        boolean replaces = work.before().isPresent() || !work.doomed().isEmpty();
        String verb = replaces ? "UPDATE" : "CREATE";
        String physicalId =
                context.calls().made(context.runner(), () -> task.type().physicalId(naming(task), task.wanted()));
        StackResource draft = draft(task, physicalId, work)
                .withStatus(
                        verb + "_IN_PROGRESS",
                        replaces
                                ? "Requested update requires the creation of a new physical resource; hence creating"
                                        + " one."
                                : "",
                        context.now());
        context.journal()
                .tell(
                        task.stack(),
                        draft.withMade(replaces && now.isPresent() ? now.get().physicalId() : "", Map.of()),
                        task.shown());
        refuseTaken(task, draft, replaces);
        StackResource begun = draft.withWork(work.at(Step.CREATE))
                .withStatus(verb + "_IN_PROGRESS", "Resource creation Initiated", context.now());
        context.journal().tell(task.stack(), begun, task.shown());
        context.journal().put(begun);
        Made made =
                context.calls().made(context.runner(), () -> task.type().create(context.call(begun, begun.state())));
        done(task, begun.withMade(made.physicalId(), made.attributes()), verb);
    }

    /// Before anything is written: what is there and not the stack's is never touched.
    private void refuseTaken(Task task, StackResource draft, boolean replaces)
            throws StepFailure, InterruptedException {
        Stream<ResourceState> old = Stream.concat(draft.work().before().stream(), draft.work().doomed().stream());
        if (replaces && old.anyMatch(state -> state.physicalId().equals(draft.physicalId()))) {
            throw new StepFailure("CloudFormation cannot update a stack when a custom-named resource requires"
                    + " replacing. Rename " + draft.physicalId() + " and update the stack again.");
        }
        ResourceCall call = context.call(draft, draft.state());
        if (context.calls().made(context.runner(), () -> task.type().exists(call))) {
            throw StepFailure.exists(draft.type(), draft.physicalId());
        }
    }

    private Naming naming(Task task) {
        Supplier<UUID> ids = context.ports().ids();
        String digits = (ids.get().toString() + ids.get()).replace("-", "");
        return new Naming(task.stack().name(), task.declared().logicalId(), new BigInteger(digits, HEX));
    }

    private void change(Task task, StackResource now) throws StepFailure, InterruptedException {
        ResourceWork work = touchedWork(task, now);
        StackResource begun = now.withState(state(task, now.physicalId(), now))
                .withStatus("UPDATE_IN_PROGRESS", "", context.now())
                .withWork(work.at(Step.UPDATE));
        context.journal().tell(task.stack(), begun, task.shown());
        context.journal().put(begun);
        ObjectNode before = work.before()
                .filter(state -> state.physicalId().equals(now.physicalId()))
                .map(ResourceState::properties)
                .orElse(now.properties());
        Made made = context.calls()
                .made(context.runner(), () -> task.type().update(context.call(begun, begun.state()), before));
        done(task, begun.withMade(made.physicalId(), made.attributes()), "UPDATE");
    }

    private void note(Task task, StackResource now) throws InterruptedException {
        ResourceWork work =
                context.isTouched(now) ? now.work().by(number(task)) : ResourceWork.noted(number(task), now.state());
        context.journal().put(now.withState(state(task, now.physicalId(), now)).withWork(work));
    }

    private void done(Task task, StackResource made, String verb) throws InterruptedException {
        StackResource complete = made.withStatus(verb + "_COMPLETE", "", context.now())
                .withWork(made.work().at(Step.NONE));
        context.journal().tell(task.stack(), complete, task.shown());
        context.journal().put(complete);
    }

    private ResourceState state(Task task, String physicalId, StackResource now) {
        return desired.state(task.declared(), physicalId, task.wanted(), now.attributes());
    }

    private StackResource draft(Task task, String physicalId, ResourceWork work) {
        ResourceState state = desired.state(task.declared(), physicalId, task.wanted(), Map.of());
        return blank(task.declared(), work).withState(state);
    }

    private StackResource blank(Declaration declared, ResourceWork work) {
        Stack stack = context.first();
        return new StackResource(
                stack.region(),
                stack.unique(),
                declared.logicalId(),
                declared.type(),
                "",
                "",
                "",
                declared.properties().objectNode(),
                Map.of(),
                Set.of(),
                "",
                declared.deletionPolicy(),
                declared.updateReplacePolicy(),
                context.now(),
                work);
    }

    /// A create that failed has left nothing, one that was interrupted may have; a change that failed is to be undone.
    private void failed(Declaration declared, String reason, boolean leavesHalf) throws InterruptedException {
        Stack stack = context.stack();
        long number = stack.work().number();
        StackResource now = context.resource(declared.logicalId())
                .orElseGet(() ->
                        blank(declared, ResourceWork.added(number)).withStatus("CREATE_FAILED", "", context.now()));
        boolean creating = now.work().step() == Step.CREATE;
        StackResource left = creating && !leavesHalf ? withoutCreated(now) : now;
        String verb = left.status().startsWith("CREATE") && hasNothingBefore(left) && isNew(left) ? "CREATE" : "UPDATE";
        StackResource failed = left.withStatus(verb + "_FAILED", reason, context.now());
        if (!creating) {
            failed = failed.withWork(
                    context.isTouched(failed)
                            ? failed.work().by(number).at(Step.NONE)
                            : ResourceWork.noted(number, failed.state()));
        } else if (!leavesHalf) {
            failed = failed.withWork(failed.work().at(Step.NONE));
        }
        context.journal().tell(stack, failed, shown.getOrDefault(declared.logicalId(), ""));
        context.journal().put(failed);
    }

    private static boolean hasNothingBefore(StackResource resource) {
        return resource.work().before().isEmpty() && resource.work().doomed().isEmpty();
    }

    private static boolean isNew(StackResource resource) {
        return !resource.status().equals("CREATE_COMPLETE");
    }

    private static StackResource withoutCreated(StackResource now) {
        ResourceWork work = now.work();
        if (!work.doomed().isEmpty()) {
            ResourceState last = work.doomed().getLast();
            return now.withState(last)
                    .withWork(new ResourceWork(
                            work.operation(),
                            work.role(),
                            work.step(),
                            work.before(),
                            work.doomed().subList(0, work.doomed().size() - 1)));
        }
        return work.before().map(now::withState).orElseGet(() -> now.withMade("", Map.of()));
    }
}
