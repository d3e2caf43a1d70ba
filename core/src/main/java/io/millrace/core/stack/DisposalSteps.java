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
import java.util.Set;

/// Deletes what a stack is to have no longer: whole resources, or what their replacements have left.
///
/// Deleting is repeated after a crash, which does nothing the second time, so only its end must be written.
final class DisposalSteps {
    private static final String DELETE = "Delete";
    private static final String RETAIN = "Retain";

    private final Site site;
    private final Map<String, Disposal> disposals = new LinkedHashMap<>();

    private DisposalSteps(Site site, List<Disposal> all) {
        this.site = site;
        all.forEach(one -> disposals.put(one.resource().logicalId(), one));
    }

    /// What is to be deleted of one resource.
    ///
    /// @param states physical resources, in this order
    /// @param whole whether the stack has the resource no longer
    /// @param retained whether they are left standing
    private record Disposal(StackResource resource, List<ResourceState> states, boolean whole, boolean retained) {}

    /// Everything, as the stack's deletion does.
    static DisposalSteps ofDeletion(Site site) {
        Set<String> spared = site.stack().work().spared();
        return new DisposalSteps(
                site,
                site.resources().stream()
                        .map(resource -> whole(
                                resource,
                                !resource.deletionPolicy().equals(DELETE) || spared.contains(resource.logicalId())))
                        .toList());
    }

    /// Everything, since the stack could not be made.
    static DisposalSteps ofRollback(Site site) {
        return new DisposalSteps(
                site,
                site.resources().stream()
                        .map(resource ->
                                whole(resource, resource.deletionPolicy().equals(RETAIN)))
                        .toList());
    }

    /// What an update that went well has no more use for.
    ///
    /// @param active logical ids of the template
    static DisposalSteps ofUpdate(Site site, Set<String> active) {
        List<Disposal> all = new ArrayList<>();
        for (StackResource resource : site.resources()) {
            if (!active.contains(resource.logicalId())) {
                all.add(whole(resource, !resource.deletionPolicy().equals(DELETE)));
            } else if (site.isTouched(resource)) {
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
        return new DisposalSteps(site, all);
    }

    /// What an update that was rolled back has made.
    static DisposalSteps ofUndo(Site site) {
        List<Disposal> all = new ArrayList<>();
        for (StackResource resource : site.resources()) {
            if (!site.isTouched(resource)) {
                continue;
            }
            if (resource.work().role() == Role.ADDED) {
                all.add(whole(resource, resource.deletionPolicy().equals(RETAIN)));
            } else if (!resource.work().doomed().isEmpty()) {
                all.add(new Disposal(resource, leftovers(resource), false, false));
            }
        }
        return new DisposalSteps(site, all);
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
        return Crew.reversed(StepOrder.acyclic(needs));
    }

    Crew.Outcome dispose(String logicalId) {
        Disposal disposal = disposals.get(logicalId);
        Stack stack = site.stack();
        try {
            try {
                dispose(stack, disposal);
                return Crew.Outcome.DONE;
            } catch (StepFailure e) {
                StackResource failed = disposal.resource().withStatus("DELETE_FAILED", e.getMessage(), site.now());
                site.journal().tell(stack, failed, "");
                if (disposal.whole()) {
                    site.journal().put(failed);
                }
                return Crew.Outcome.FAILED;
            }
        } catch (InterruptedException e) {
            return Crew.Outcome.CANCELLED;
        }
    }

    private void dispose(Stack stack, Disposal disposal) throws StepFailure, InterruptedException {
        if (disposal.retained()) {
            tell(stack, disposal, "DELETE_SKIPPED");
        } else if (disposal.states().isEmpty()) {
            tell(stack, disposal, "DELETE_COMPLETE");
        } else {
            tell(stack, disposal, "DELETE_IN_PROGRESS");
            if (disposal.whole()) {
                site.journal().put(disposal.resource().withStatus("DELETE_IN_PROGRESS", "", site.now()));
            }
            ResourceType type = site.type(disposal.resource().type());
            for (ResourceState state : disposal.states()) {
                site.calls().made(site.crew(), () -> {
                    type.delete(site.call(disposal.resource(), state));
                    return state;
                });
            }
            tell(stack, disposal, "DELETE_COMPLETE");
        }
        forget(disposal);
    }

    private void tell(Stack stack, Disposal disposal, String status) {
        StackResource resource = disposal.resource();
        String physicalId = disposal.whole() || disposal.states().isEmpty()
                ? resource.physicalId()
                : disposal.states().getFirst().physicalId();
        site.journal()
                .tell(
                        stack,
                        resource.withMade(physicalId, resource.attributes()).withStatus(status, "", site.now()),
                        "");
    }

    private void forget(Disposal disposal) throws InterruptedException {
        if (disposal.whole()) {
            site.journal().remove(disposal.resource());
        } else {
            StackResource resource = disposal.resource();
            site.journal().put(resource.withWork(resource.work().cleaned()));
        }
    }

    /// Gives up what could not be deleted: it is no part of the stack any more.
    void abandon(Set<String> failed) throws InterruptedException {
        for (String logicalId : failed) {
            forget(disposals.get(logicalId));
        }
    }
}
