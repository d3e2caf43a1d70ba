package io.millrace.core.stack;

import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.resource.cloudformation.StackTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Forgets stacks that were deleted long ago, or too many of them, with their events.
final class DeletedStacks {
    private final StackPorts ports;
    private final StackIndex index;

    DeletedStacks(StackPorts ports, StackIndex index) {
        this.ports = ports;
        this.index = index;
    }

    void sweep(String region) {
        Instant oldest = ports.clock().instant().minus(Duration.ofDays(Limit.STACK_DELETED_DAYS.value()));
        List<Stack> deleted = index.in(region).stream()
                .filter(stack -> stack.status() == StackStatus.DELETE_COMPLETE)
                .sorted(Comparator.comparing((Stack stack) -> stack.deleted().orElse(Instant.EPOCH))
                        .reversed())
                .toList();
        for (int i = 0; i < deleted.size(); i++) {
            Stack stack = deleted.get(i);
            if (i >= Limit.STACKS_DELETED.value()
                    || stack.deleted().orElse(Instant.EPOCH).isBefore(oldest)) {
                forget(stack);
            }
        }
    }

    /// The state goes first: events without a stack are found by [#sweepEvents].
    void forget(Stack stack) {
        List<ResourceId> ids = List.of(
                stack.id(),
                StackTemplate.id(stack.region(), stack.unique(), StackTemplate.Slot.PRESENT),
                StackTemplate.id(stack.region(), stack.unique(), StackTemplate.Slot.PREVIOUS));
        ports.catalog().apply(() -> Changes.remove(ids));
        ports.log().delete(StackEvents.stream(stack));
    }

    /// Deletes the events of stacks that are forgotten. Before anything is made.
    void sweepEvents() {
        Set<String> known = index.all().stream().map(StackEvents::stream).collect(Collectors.toSet());
        ports.log().streams().stream()
                .filter(stream -> stream.startsWith(StackEvents.PREFIX) && !known.contains(stream))
                .toList()
                .forEach(ports.log()::delete);
    }
}
