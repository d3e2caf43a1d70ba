package io.millrace.core.stack;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackOutput;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.resource.cloudformation.StackWork.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Deletions and roll-backs that a stack's owner asks for.
final class StackEndings {
    private static final String USER = "User Initiated";
    private static final Set<StackStatus> NOT_DELETABLE = Set.of(
            StackStatus.UPDATE_IN_PROGRESS,
            StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
            StackStatus.UPDATE_ROLLBACK_IN_PROGRESS,
            StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS);

    private final StackPorts ports;
    private final StackIndex index;
    private final StackOperations operations;

    StackEndings(StackPorts ports, StackIndex index, StackOperations operations) {
        this.ports = ports;
        this.index = index;
        this.operations = operations;
    }

    void delete(String region, String name, Set<String> retain, StackOptions options) {
        Optional<Stack> found = operations.found(region, name);
        if (found.isEmpty() || found.get().status() == StackStatus.DELETE_COMPLETE) {
            return;
        }
        operations.move(found.get(), stack -> StackJournal.Move.of(deleted(stack, retain, options)));
    }

    private Stack deleted(Stack stack, Set<String> retain, StackOptions options) {
        if (stack.status() == StackStatus.DELETE_IN_PROGRESS || stack.status() == StackStatus.DELETE_COMPLETE) {
            return stack;
        }
        if (stack.terminationProtection()) {
            throw invalid("Stack [" + stack.name() + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (NOT_DELETABLE.contains(stack.status())) {
            throw invalid("Stack [" + stack.stackId() + "] cannot be deleted while in status " + stack.status());
        }
        if (!retain.isEmpty() && stack.status() != StackStatus.DELETE_FAILED) {
            throw invalid("Invalid operation on stack [" + stack.stackId()
                    + "]. RetainResources may be given only for a stack in status DELETE_FAILED");
        }
        Exports.check(index, stack, List.<StackOutput>of());
        return stack.withPlans(stack.plans().withToken(options.clientRequestToken()))
                .withWork(stack.work().goingOn(Kind.DELETE, ports.clock().instant(), retain))
                .withStatus(StackStatus.DELETE_IN_PROGRESS, USER);
    }

    void cancelUpdate(String region, String name) {
        operations.move(operations.live(region, name), stack -> {
            if (stack.status() != StackStatus.UPDATE_IN_PROGRESS) {
                throw invalid("CancelUpdateStack cannot be called from current stack status");
            }
            return StackJournal.Move.of(stack.withWork(stack.work().asCancelled()));
        });
    }

    void continueRollback(String region, String name, Set<String> skip) {
        operations.move(operations.live(region, name), stack -> {
            if (stack.status() != StackStatus.UPDATE_ROLLBACK_FAILED) {
                throw invalid("Stack:" + stack.stackId() + " is in " + stack.status()
                        + " state and can not continue its update rollback.");
            }
            Set<String> unknown = new TreeSet<>(skip);
            index.resources(stack).stream()
                    .filter(resource -> resource.status().equals("UPDATE_FAILED"))
                    .map(StackResource::logicalId)
                    .forEach(unknown::remove);
            if (!unknown.isEmpty()) {
                throw invalid(
                        "The following resources cannot be skipped, they are not in status UPDATE_FAILED: " + unknown);
            }
            return StackJournal.Move.of(stack.withWork(
                            stack.work().goingOn(Kind.ROLLBACK, ports.clock().instant(), skip))
                    .withStatus(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, USER));
        });
    }

    void rollback(String region, String name) {
        operations.move(operations.live(region, name), stack -> {
            Stack begun = stack.withWork(
                    stack.work().goingOn(Kind.ROLLBACK, ports.clock().instant(), Set.of()));
            return switch (stack.status()) {
                case UPDATE_FAILED -> StackRun.undone(index, begun, USER);
                case CREATE_FAILED -> StackJournal.Move.of(begun.withStatus(StackStatus.ROLLBACK_IN_PROGRESS, USER));
                case REVIEW_IN_PROGRESS,
                        CREATE_IN_PROGRESS,
                        CREATE_COMPLETE,
                        ROLLBACK_IN_PROGRESS,
                        ROLLBACK_COMPLETE,
                        ROLLBACK_FAILED,
                        UPDATE_IN_PROGRESS,
                        UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
                        UPDATE_COMPLETE,
                        UPDATE_ROLLBACK_IN_PROGRESS,
                        UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
                        UPDATE_ROLLBACK_COMPLETE,
                        UPDATE_ROLLBACK_FAILED,
                        DELETE_IN_PROGRESS,
                        DELETE_COMPLETE,
                        DELETE_FAILED ->
                    throw invalid("Stack:" + stack.stackId() + " is in " + stack.status()
                            + " state and can not be rolled back.");
            };
        });
    }

    void protect(String region, String name, boolean protection) {
        operations.move(operations.live(region, name), stack -> StackJournal.Move.of(stack.withProtection(protection)));
    }

    private static RequestException invalid(String message) {
        return new RequestException("ValidationError", message);
    }
}
