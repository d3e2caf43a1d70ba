package io.millrace.core.stack;

import io.millrace.core.resource.cloudformation.ResourceState;
import io.millrace.core.resource.cloudformation.ResourceWork.Role;
import io.millrace.core.resource.cloudformation.ResourceWork.Step;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.stack.type.ResourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Deletes what a stack is to have no longer: whole resources, or what their replacements have left.
///
/// Deleting is repeated after a crash, which does nothing the second time, so only its end must be written.
final class DisposalSteps {
    private static final String DELETE = "Delete";
    private static final String RETAIN = "Retain";

    private final StackContext context;
    private final Map<String, Disposal> disposals = new LinkedHashMap<>();

    private DisposalSteps(StackContext context, List<Disposal> all) {
        this.context = context;
        all.forEach(one -> disposals.put(one.resource().logicalId(), one));
    }

    /// What is to be deleted of one resource.
    ///
    /// @param states physical resources, in this order
    /// @param whole whether the stack has the resource no longer
    /// @param retained whether they are left standing
    private record Disposal(StackResource resource, List<ResourceState> states, boolean whole, boolean retained) {}

    /// Everything, as the stack's deletion does.
    static DisposalSteps ofDeletion(StackContext context) {
        Set<String> spared = context.stack().work().spared();
        return new DisposalSteps(
                context,
                context.resources().stream()
                        .map(resource -> whole(
                                resource,
                                !resource.deletionPolicy().equals(DELETE) || spared.contains(resource.logicalId())))
                        .toList());
    }

    /// Everything, since the stack could not be made.
    static DisposalSteps ofRollback(StackContext context) {
        return new DisposalSteps(
                context,
                context.resources().stream()
                        .map(resource ->
                                whole(resource, resource.deletionPolicy().equals(RETAIN)))
                        .toList());
    }

    /// What an update that went well has no more use for.
    ///
    /// @param active logical ids of the template
    static DisposalSteps ofUpdate(StackContext context, Set<String> active) {
        List<Disposal> all = new ArrayList<>();
        for (StackResource resource : context.resources()) {
            if (!active.contains(resource.logicalId())) {
                all.add(whole(resource, !resource.deletionPolicy().equals(DELETE)));
            } else if (context.isTouched(resource)) {
                List<ResourceState> left = leftovers(resource);
                if (!left.isEmpty()) {
                    all.add(new Disposal(
                            resource,
                            left,
                            false,
                            !resource.updateReplacePolicy().equals(DELETE)));
                }
            }
        }
        return new DisposalSteps(context, all);
    }

    /// What an update that was rolled back has made.
    static DisposalSteps ofUndo(StackContext context) {
        List<Disposal> all = new ArrayList<>();
        for (StackResource resource : context.resources()) {
            if (!context.isTouched(resource)) {
                continue;
            }
            if (resource.work().role() == Role.ADDED) {
                all.add(whole(resource, resource.deletionPolicy().equals(RETAIN)));
            } else if (!resource.work().doomed().isEmpty()) {
                all.add(new Disposal(resource, leftovers(resource), false, false));
            }
        }
        return new DisposalSteps(context, all);
    }

    private static Disposal whole(StackResource resource, boolean retained) {
        List<ResourceState> states = new ArrayList<>(leftovers(resource));
        boolean stands =
                !resource.status().equals("CREATE_FAILED") || resource.work().step() == Step.CREATE;
        if (stands && !resource.physicalId().isEmpty()) {
            states.add(resource.state());
        }
        return new Disposal(resource, states, true, retained && stands);
    }

    /// Physical resources beside the present one.
    private static List<ResourceState> leftovers(StackResource resource) {
        List<ResourceState> states = new ArrayList<>(resource.work().doomed());
        resource.work().before().ifPresent(states::add);
        states.removeIf(state -> state.physicalId().equals(resource.physicalId()));
        return states;
    }

    /// What is to be done: what needs others goes before them.
    Map<String, Set<String>> order() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        disposals.forEach((logicalId, disposal) -> {
            Set<String> all = new LinkedHashSet<>();
            disposal.states().forEach(state -> all.addAll(state.dependsOn()));
            all.remove(logicalId);
            needs.put(logicalId, all);
        });
        return StepRunner.reversed(StepOrder.acyclic(needs));
    }

    StepRunner.Outcome dispose(String logicalId) {
        Disposal disposal = disposals.get(logicalId);
        Stack stack = context.stack();
        try {
            List<String> reasons = new ArrayList<>();
            if (disposal.states().isEmpty()) {
                tell(stack, disposal, disposal.resource().physicalId(), "DELETE_COMPLETE", "");
            }
            for (ResourceState state : disposal.states()) {
                dispose(stack, disposal, state).ifPresent(reasons::add);
            }
            if (reasons.isEmpty()) {
                forget(disposal);
                return StepRunner.Outcome.DONE;
            }
            if (disposal.whole()) {
                context.journal()
                        .put(disposal.resource().withStatus("DELETE_FAILED", reasons.getFirst(), context.now()));
            }
            return StepRunner.Outcome.FAILED;
        } catch (InterruptedException e) {
            return StepRunner.Outcome.CANCELLED;
        }
    }

    /// @return why it could not be deleted
    private Optional<String> dispose(Stack stack, Disposal disposal, ResourceState state) throws InterruptedException {
        StackResource resource = disposal.resource();
        if (disposal.retained()) {
            tell(stack, disposal, state.physicalId(), "DELETE_SKIPPED", "");
            return Optional.empty();
        }
        tell(stack, disposal, state.physicalId(), "DELETE_IN_PROGRESS", "");
        if (disposal.whole()) {
            context.journal().put(resource.withStatus("DELETE_IN_PROGRESS", "", context.now()));
        }
        try {
            ResourceType type = context.type(resource.type());
            context.calls().made(context.runner(), () -> {
                type.delete(context.call(resource, state));
                return state;
            });
        } catch (StepFailure e) {
            tell(stack, disposal, state.physicalId(), "DELETE_FAILED", e.getMessage());
            return Optional.of(e.getMessage());
        }
        tell(stack, disposal, state.physicalId(), "DELETE_COMPLETE", "");
        return Optional.empty();
    }

    private void tell(Stack stack, Disposal disposal, String physicalId, String status, String reason) {
        StackResource resource = disposal.resource();
        context.journal()
                .tell(
                        stack,
                        resource.withMade(physicalId, resource.attributes()).withStatus(status, reason, context.now()),
                        "");
    }

    private void forget(Disposal disposal) throws InterruptedException {
        if (disposal.whole()) {
            context.journal().remove(disposal.resource());
        } else {
            StackResource resource = disposal.resource();
            context.journal().put(resource.withWork(resource.work().cleaned()));
        }
    }

    /// Gives up what could not be deleted: it is no part of the stack any more.
    void abandon(Set<String> failed) throws InterruptedException {
        for (String logicalId : failed) {
            forget(disposals.get(logicalId));
        }
    }
}
