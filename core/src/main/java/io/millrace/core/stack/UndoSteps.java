package io.millrace.core.stack;

import io.millrace.core.resource.cloudformation.ResourceState;
import io.millrace.core.resource.cloudformation.ResourceWork;
import io.millrace.core.resource.cloudformation.ResourceWork.Role;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Brings back resources that an update has changed: in place by their old properties, or by going back to the one that
/// a new one took the place of. What was made anew is left to the clean-up.
final class UndoSteps {
    private final Site site;

    UndoSteps(Site site) {
        this.site = site;
    }

    /// What is to be brought back, the last that was changed first.
    Map<String, Set<String>> order() {
        Map<String, Set<String>> changed = new LinkedHashMap<>();
        for (StackResource resource : site.resources()) {
            if (site.isTouched(resource) && resource.work().before().isPresent()) {
                changed.put(resource.logicalId(), resource.dependsOn());
            }
        }
        return Crew.reversed(StepOrder.acyclic(changed));
    }

    Crew.Outcome restore(String logicalId) {
        Stack stack = site.stack();
        StackResource now = site.resource(logicalId).orElseThrow();
        ResourceState before = now.work().before().orElseThrow();
        try {
            try {
                restore(stack, now, before);
                return Crew.Outcome.DONE;
            } catch (StepFailure e) {
                StackResource failed = now.withStatus("UPDATE_FAILED", e.getMessage(), site.now());
                site.journal().tell(stack, failed, "");
                site.journal().put(failed);
                return Crew.Outcome.FAILED;
            }
        } catch (InterruptedException e) {
            return Crew.Outcome.CANCELLED;
        }
    }

    private void restore(Stack stack, StackResource now, ResourceState before)
            throws StepFailure, InterruptedException {
        ResourceWork work = now.work();
        boolean isReplaced = !now.physicalId().equals(before.physicalId());
        StackResource back = now.withState(before)
                .withWork((isReplaced ? work.withDoomed(now.state()) : work).restored())
                .withStatus("UPDATE_COMPLETE", "", site.now());
        if (work.role() == Role.NOTED) {
            site.journal().put(back);
            return;
        }
        if (!isReplaced && !stack.work().spared().contains(now.logicalId())) {
            ResourceType type = site.type(now.type());
            site.journal().tell(stack, now.withStatus("UPDATE_IN_PROGRESS", "", site.now()), "");
            Made made = site.calls().made(site.crew(), () -> type.update(site.call(now, before), now.properties()));
            back = back.withMade(made.physicalId(), made.attributes()).withStatus("UPDATE_COMPLETE", "", site.now());
        }
        site.journal().tell(stack, back, "");
        site.journal().put(back);
    }
}
