package io.millrace.core.resource.cloudformation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What operations have done to a resource and not settled yet. Means nothing once the stack is whole again, which is
/// told by the operation's number.
///
/// @param operation number of the operation that touched it last
/// @param role what that makes of the resource
/// @param step what is being done with the service at this moment
/// @param before what a roll-back brings back; empty when there was nothing
/// @param doomed physical resources to be deleted in the end, whatever comes
public record ResourceWork(
        long operation, Role role, Step step, Optional<ResourceState> before, List<ResourceState> doomed) {
    /// What an operation makes of a resource.
    public enum Role {
        ADDED,
        CHANGED,
        /// Only what the template says of it beside its properties: the service was not asked.
        NOTED,
        RESTORED
    }

    /// What is being done, which a crash interrupts.
    public enum Step {
        NONE,
        CREATE,
        UPDATE
    }

    public ResourceWork {
        doomed = List.copyOf(doomed);
    }

    public static ResourceWork added(long operation) {
        return new ResourceWork(operation, Role.ADDED, Step.NONE, Optional.empty(), List.of());
    }

    public static ResourceWork changed(long operation, ResourceState before) {
        return new ResourceWork(operation, Role.CHANGED, Step.NONE, Optional.of(before), List.of());
    }

    public static ResourceWork noted(long operation, ResourceState before) {
        return new ResourceWork(operation, Role.NOTED, Step.NONE, Optional.of(before), List.of());
    }

    /// The service was asked.
    public ResourceWork asked() {
        return role == Role.NOTED ? new ResourceWork(operation, Role.CHANGED, step, before, doomed) : this;
    }

    public ResourceWork at(Step now) {
        return new ResourceWork(operation, role, now, before, doomed);
    }

    /// Touched by a later operation.
    public ResourceWork by(long later) {
        return new ResourceWork(later, role, step, before, doomed);
    }

    public ResourceWork withDoomed(ResourceState state) {
        List<ResourceState> more = new ArrayList<>(doomed);
        more.add(state);
        return new ResourceWork(operation, role, step, before, more);
    }

    /// Brought back: there is nothing to go back to any more.
    public ResourceWork restored() {
        return new ResourceWork(operation, Role.RESTORED, Step.NONE, Optional.empty(), doomed);
    }

    /// Nothing left to be deleted.
    public ResourceWork cleaned() {
        return new ResourceWork(operation, role, Step.NONE, Optional.empty(), List.of());
    }
}
