package io.millrace.core.stack;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackOptions;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.resource.cloudformation.StackTemplate;
import io.millrace.core.resource.cloudformation.StackTemplate.Slot;
import io.millrace.core.resource.cloudformation.StackWork.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Change sets: operations that are thought through first and done later.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html>
final class ChangeSets {
    private static final String AVAILABLE = "AVAILABLE";
    private static final String NO_CHANGES = "The submitted information didn't contain changes."
            + " Submit different information to create a change set.";

    private final StackPorts ports;
    private final StackIndex index;
    private final StackOperations operations;

    ChangeSets(StackPorts ports, StackIndex index, StackOperations operations) {
        this.ports = ports;
        this.index = index;
        this.operations = operations;
    }

    ChangeSet create(ChangeSetRequest request) {
        StackNames.require(request.name(), "changeSetName");
        StackRequest change = request.change().reviewed();
        Optional<Stack> present = operations
                .found(change.region(), change.stack())
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE);
        boolean isNew = present.filter(stack -> stack.status() != StackStatus.REVIEW_IN_PROGRESS)
                .isEmpty();
        requireType(request, present, isNew);
        present.ifPresent(stack -> requireFree(stack, request.name()));
        Stack stack = present.map(there -> StackOperations.withOptions(there, change.options()))
                .orElseGet(() -> operations.draft(change, StackStatus.REVIEW_IN_PROGRESS, Kind.REVIEW));
        StackOperations.Prepared prepared = operations.prepare(change, stack, !isNew);
        boolean changes = isNew
                || !prepared.plan().isEmpty()
                || !present.get().options().tags().equals(change.options().tags());
        ChangeSet set = set(request, prepared, isNew, changes);
        ports.catalog().apply(() -> {
            List<Resource> all = new ArrayList<>();
            if (present.isEmpty()) {
                if (index.named(stack.region(), stack.name()).isPresent()) {
                    throw StackOperations.exists(stack);
                }
                operations.requireRoom(stack.region());
                all.add(stack);
            } else {
                requireFree(stack, request.name());
            }
            all.add(set);
            all.add(prepared.accepted().template().as(set.unique(), Slot.PRESENT));
            return new Changes(all, List.of());
        });
        if (present.isEmpty()) {
            operations.tell(stack);
        }
        return set;
    }

    private static void requireType(ChangeSetRequest request, Optional<Stack> present, boolean isNew) {
        String type = request.type().isEmpty() ? (isNew ? "CREATE" : "UPDATE") : request.type();
        if (type.equals("UPDATE") && isNew) {
            throw new RequestException(
                    "ValidationError",
                    present.isEmpty()
                            ? "Stack [" + request.change().stack() + "] does not exist"
                            : "Stack:" + present.get().stackId() + " is in REVIEW_IN_PROGRESS state and can not be"
                                    + " updated.");
        }
        if (type.equals("CREATE") && !isNew) {
            throw new RequestException(
                    "ValidationError",
                    "Stack [" + present.get().name()
                            + "] already exists and cannot be created again with the changeSet ["
                            + request.name() + "].");
        }
        if (!isNew) {
            StackOperations.requireUpdatable(present.get());
        }
    }

    private void requireFree(Stack stack, String name) {
        List<ChangeSet> sets = index.changeSets(stack);
        if (sets.stream().anyMatch(set -> set.name().equals(name))) {
            throw new RequestException(
                    "AlreadyExistsException",
                    "ChangeSet " + name + " cannot be created due to a mismatch with existing" + " attribute Name");
        }
        if (sets.size() >= Limit.STACK_CHANGE_SETS.value()) {
            throw new RequestException(
                    "LimitExceededException",
                    "A stack may have at most " + Limit.STACK_CHANGE_SETS.value() + " change sets");
        }
    }

    private ChangeSet set(ChangeSetRequest request, StackOperations.Prepared prepared, boolean isNew, boolean changes) {
        Stack stack = prepared.stack();
        return new ChangeSet(
                stack.region(),
                request.name(),
                ports.ids().get().toString(),
                stack.unique(),
                isNew ? "CREATE" : "UPDATE",
                request.description(),
                changes ? "CREATE_COMPLETE" : "FAILED",
                changes ? "" : NO_CHANGES,
                changes ? AVAILABLE : "UNAVAILABLE",
                prepared.accepted().parameters(),
                request.change().options(),
                prepared.plan().changes(),
                ports.clock().instant());
    }

    ChangeSet find(String region, String changeSet, Optional<String> stack) {
        Optional<StackNames.Parts> arn = StackNames.arn(changeSet);
        List<ChangeSet> candidates = arn.isPresent()
                ? index.in(region).stream()
                        .flatMap(one -> index.changeSets(one).stream())
                        .toList()
                : index.changeSets(operations.live(
                        region,
                        stack.orElseThrow(() -> new RequestException(
                                "ValidationError",
                                "StackName must be specified if ChangeSetName is not specified as an ARN."))));
        return candidates.stream()
                .filter(set -> arn.map(parts -> parts.unique().equals(set.unique()))
                        .orElseGet(() -> set.name().equals(changeSet)))
                .findFirst()
                .orElseThrow(() ->
                        new RequestException("ChangeSetNotFound", "ChangeSet [" + changeSet + "] does not exist"));
    }

    void execute(
            String region,
            String changeSet,
            Optional<String> stackName,
            boolean disableRollback,
            Optional<String> token) {
        ChangeSet set = find(region, changeSet, stackName);
        Stack stack = index.unique(set.stackUnique())
                .orElseThrow(() -> new IllegalStateException("No stack of " + set.changeSetId()));
        if (!set.executionStatus().equals(AVAILABLE)) {
            if (token.isPresent() && token.equals(stack.options().clientRequestToken())) {
                return;
            }
            throw new RequestException(
                    "InvalidChangeSetStatus",
                    "ChangeSet [" + set.changeSetId() + "] cannot be executed in its current execution status of ["
                            + set.executionStatus() + "]");
        }
        StackOptions options = set.options();
        StackRequest request = new StackRequest(
                        region,
                        stack.stackId(),
                        Optional.of(template(set).original()),
                        set.parameters(),
                        Set.of(),
                        new StackOptions(
                                options.tags(),
                                options.capabilities(),
                                options.notificationArns(),
                                options.roleArn(),
                                disableRollback || options.disableRollback(),
                                options.deleteOnFailure(),
                                options.timeoutMinutes(),
                                token))
                .reviewed();
        boolean isNew = set.changeType().equals("CREATE");
        ChangeSet done = set.withExecution("EXECUTE_COMPLETE");
        StackOperations.Prepared prepared =
                operations.prepare(request, StackOperations.withOptions(stack, request.options()), !isNew);
        if (isNew) {
            operations.beginReviewed(stack, prepared, done);
        } else {
            operations.begin(stack, prepared, List.of(done));
        }
    }

    StackTemplate template(ChangeSet set) {
        return index.template(set.region(), set.unique(), Slot.PRESENT)
                .orElseThrow(() -> new IllegalStateException("No template of " + set.changeSetId()));
    }

    void delete(String region, String changeSet, Optional<String> stack) {
        ChangeSet set = find(region, changeSet, stack);
        ports.catalog()
                .apply(() ->
                        Changes.remove(List.of(set.id(), StackTemplate.id(set.region(), set.unique(), Slot.PRESENT))));
    }
}
