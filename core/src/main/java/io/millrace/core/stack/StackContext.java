package io.millrace.core.stack;

import io.millrace.core.resource.cloudformation.ResourceState;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Where a stack is being worked on: its state, and what every step of it needs.
///
/// @param closing whether the program stops: then nothing is begun or written any more
record StackContext(
        StackPorts ports,
        StackIndex index,
        StackJournal journal,
        StepRunner runner,
        Stack first,
        BooleanSupplier closing) {
    /// As it is now.
    Stack stack() {
        return index.unique(first.unique())
                .orElseThrow(() -> new IllegalStateException("The stack is gone: " + first.stackId()));
    }

    Optional<StackResource> resource(String logicalId) {
        return index.resource(first, logicalId);
    }

    List<StackResource> resources() {
        return index.resources(first);
    }

    Instant now() {
        return journal.now();
    }

    ResourceType type(String name) throws StepFailure {
        return ports.types().find(name).orElseThrow(() -> new StepFailure("Unrecognized resource type: " + name));
    }

    StepCalls calls() {
        return new StepCalls(ports);
    }

    /// Whether an operation has touched the resource since the stack was last whole.
    boolean isTouched(StackResource resource) {
        return resource.work().operation() >= stack().work().since();
    }

    ResourceCall call(StackResource resource, ResourceState state) {
        Stack stack = stack();
        return new ResourceCall(
                new ResourceCall.StackIdentity(
                        stack.stackId(),
                        stack.name(),
                        stack.region(),
                        stack.options().tags()),
                resource.type(),
                resource.logicalId(),
                state.physicalId(),
                state.properties());
    }
}
