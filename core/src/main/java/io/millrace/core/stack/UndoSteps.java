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
    private final StackContext context;

    UndoSteps(StackContext context) {
        this.context = context;
    }

    /// What is to be brought back, the last that was changed first.
    Map<String, Set<String>> order() {
        Map<String, Set<String>> changed = new LinkedHashMap<>();
        for (StackResource resource : context.resources()) {
            if (context.isTouched(resource) && resource.work().before().isPresent()) {
                changed.put(resource.logicalId(), resource.dependsOn());
            }
        }
        return StepRunner.reversed(StepOrder.acyclic(changed));
    }

    StepRunner.Outcome restore(String logicalId) {
        Stack stack = context.stack();
        StackResource now = context.resource(logicalId).orElseThrow();
        ResourceState before = now.work().before().orElseThrow();
        try {
            try {
                restore(stack, now, before);
                return StepRunner.Outcome.DONE;
            } catch (StepFailure e) {
                StackResource failed = now.withStatus("UPDATE_FAILED", e.getMessage(), context.now());
                context.journal().tell(stack, failed, "");
                context.journal().put(failed);
                return StepRunner.Outcome.FAILED;
            }
        } catch (InterruptedException e) {
            return StepRunner.Outcome.CANCELLED;
        }
    }

    private void restore(Stack stack, StackResource now, ResourceState before)
            throws StepFailure, InterruptedException {
        ResourceWork work = now.work();
        boolean isReplaced = !now.physicalId().equals(before.physicalId());
        StackResource back = now.withState(before)
                .withWork((isReplaced ? work.withDoomed(now.state()) : work).restored())
                .withStatus("UPDATE_COMPLETE", "", context.now());
        if (work.role() == Role.NOTED) {
            context.journal().put(back);
            return;
        }
        if (!isReplaced && !stack.work().spared().contains(now.logicalId())) {
            ResourceType type = context.type(now.type());
            context.journal().tell(stack, now.withStatus("UPDATE_IN_PROGRESS", "", context.now()), "");
            Made made = context.calls()
                    .made(context.runner(), () -> type.update(context.call(now, before), now.properties()));
            back = back.withMade(made.physicalId(), made.attributes()).withStatus("UPDATE_COMPLETE", "", context.now());
        }
        context.journal().tell(stack, back, "");
        context.journal().put(back);
    }
}
