package io.millrace.core.resource.cloudformation;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// The operation under way on a stack, or the last one.
///
/// @param kind what was asked for
/// @param number counts the operations of the stack
/// @param since number of the first operation after the stack was last whole: a resource touched by it or later may
/// have to be brought back
/// @param started when; a creation's timeout counts from here
/// @param before what a roll-back goes back to; empty when there was nothing
/// @param cancelled an update that its owner has stopped
/// @param spared logical ids that are passed over: of a deletion or a roll-back that is tried again
public record StackWork(
        Kind kind,
        long number,
        long since,
        Instant started,
        Optional<StackPlans> before,
        boolean cancelled,
        Set<String> spared) {
    /// What was asked for.
    public enum Kind {
        REVIEW,
        CREATE,
        UPDATE,
        DELETE,
        ROLLBACK
    }

    public StackWork {
        spared = Set.copyOf(spared);
    }

    /// The first operation of a stack.
    public static StackWork first(Kind kind, Instant now) {
        return new StackWork(kind, 1, 1, now, Optional.empty(), false, Set.of());
    }

    /// The next operation, from a stack that is whole.
    public StackWork fromWhole(Kind next, Instant now, StackPlans present) {
        return new StackWork(next, number + 1, number + 1, now, Optional.of(present), false, Set.of());
    }

    /// The next operation, which goes on with what the last one has left.
    public StackWork goingOn(Kind next, Instant now, Set<String> passedOver) {
        return new StackWork(next, number + 1, since, now, before, false, passedOver);
    }

    public StackWork asCancelled() {
        return new StackWork(kind, number, since, started, before, true, spared);
    }
}
