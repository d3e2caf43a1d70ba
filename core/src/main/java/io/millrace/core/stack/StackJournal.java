package io.millrace.core.stack;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.Backoff;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/// Writes how a stack goes on: its events, without waiting, and the state that follows, until it is durable. While the
/// log cannot be written the stack waits.
final class StackJournal {
    private final StackPorts ports;
    private final StackEvents events;
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();

    private record Told(Stack stack, StackEvent event, CompletableFuture<?> done) {}

    StackJournal(StackPorts ports, StackEvents events) {
        this.ports = ports;
        this.events = events;
    }

    /// A change of a stack's status with all that goes with it.
    ///
    /// @param stack as it is from now on
    /// @param changes beside it
    record Move(Stack stack, Changes changes) {
        static Move of(Stack stack, Resource... beside) {
            return new Move(stack, Changes.put(beside));
        }
    }

    Instant now() {
        return ports.clock().instant();
    }

    /// Changes the stack's status, unless somebody else has changed it.
    ///
    /// @param from the status that it must have
    /// @return whether it was changed
    boolean move(Stack stack, StackStatus from, Function<Stack, Move> change) throws InterruptedException {
        boolean[] moved = {false};
        Instant now = now();
        String id = ports.ids().get().toString();
        write(() -> {
            Stack present = ports.catalog().find(Stack.class, stack.id()).orElse(stack);
            if (present.status() != from) {
                return Changes.remove(List.of());
            }
            Move move = change.apply(present);
            if (!moved[0]) {
                moved[0] = true;
                tell(move.stack(), id, now);
            }
            List<Resource> all = new ArrayList<>(move.changes().put());
            all.addFirst(move.stack());
            return new Changes(all, move.changes().removed());
        });
        return moved[0];
    }

    /// The event of a stack's present status.
    void tell(Stack stack, String eventId, Instant now) {
        append(
                stack,
                new StackEvent(
                        eventId,
                        stack.stackId(),
                        stack.name(),
                        stack.name(),
                        stack.stackId(),
                        Stack.TYPE,
                        stack.status().name(),
                        stack.statusReason(),
                        "",
                        stack.options().clientRequestToken(),
                        now));
    }

    /// An event of a resource: its status and reason as they are in it.
    void tell(Stack stack, StackResource resource, String properties) {
        append(
                stack,
                new StackEvent(
                        resource.logicalId() + "-" + ports.ids().get(),
                        stack.stackId(),
                        stack.name(),
                        resource.logicalId(),
                        resource.physicalId(),
                        resource.type(),
                        resource.status(),
                        resource.reason(),
                        properties,
                        stack.options().clientRequestToken(),
                        resource.time()));
    }

    private void append(Stack stack, StackEvent event) {
        told.add(new Told(stack, event, events.append(stack, event)));
    }

    /// What was told before a write that went well is durable, or was refused and is told again.
    private void tellAgain() {
        for (Told one = told.peek(); one != null && one.done().isDone(); one = told.peek()) {
            if (told.remove(one) && one.done().isCompletedExceptionally()) {
                append(one.stack(), one.event());
            }
        }
    }

    void put(Resource resource) throws InterruptedException {
        write(() -> Changes.put(resource));
    }

    void remove(StackResource resource) throws InterruptedException {
        write(() -> Changes.remove(List.of(resource.id())));
    }

    /// Until it is durable.
    void write(Supplier<Changes> changes) throws InterruptedException {
        Backoff backoff = new Backoff(ports.random());
        Optional<UnavailableException> trouble = tried(changes);
        while (trouble.isPresent()) {
            ports.threads().pause(backoff.failed());
            trouble = tried(changes);
        }
    }

    private Optional<UnavailableException> tried(Supplier<Changes> changes) {
        try {
            ports.catalog().apply(changes);
            tellAgain();
            return Optional.empty();
        } catch (UnavailableException e) {
            return Optional.of(e);
        }
    }
}
