package io.millrace.core.stack;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackOutput;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.core.resource.cloudformation.StackStatus;
import io.millrace.core.resource.cloudformation.StackTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Works on one stack until nothing is to be done: one phase after the other, each told by the stack's status alone, so
/// that it does not matter whether the phase before ended in this process or in one that crashed.
final class StackRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StackRun.class);
    private static final String ROLLBACK_REQUESTED = "Rollback requested by user.";

    private final StackContext context;

    StackRun(StackContext context) {
        this.context = context;
    }

    /// Has it look at what was changed about the stack.
    void wake() {
        context.runner().wake();
    }

    @Override
    public void run() {
        try {
            Stack stack = context.stack();
            while (stack.status().isUnderWay() && !context.closing().getAsBoolean()) {
                phase(stack);
                stack = context.stack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void phase(Stack stack) throws InterruptedException {
        try {
            switch (stack.status()) {
                case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS -> build(stack);
                case UPDATE_COMPLETE_CLEANUP_IN_PROGRESS -> cleanUp(stack);
                case UPDATE_ROLLBACK_IN_PROGRESS -> restore(stack);
                case UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS -> cleanUpUndo(stack);
                case ROLLBACK_IN_PROGRESS -> rollBack(stack);
                case DELETE_IN_PROGRESS -> delete(stack);
                case REVIEW_IN_PROGRESS,
                        CREATE_COMPLETE,
                        CREATE_FAILED,
                        ROLLBACK_COMPLETE,
                        ROLLBACK_FAILED,
                        UPDATE_COMPLETE,
                        UPDATE_FAILED,
                        UPDATE_ROLLBACK_COMPLETE,
                        UPDATE_ROLLBACK_FAILED,
                        DELETE_COMPLETE,
                        DELETE_FAILED -> {
                    // Nothing is under way.
                }
            }
        } catch (RuntimeException e) {
            LOG.error("Work on stack {} failed by a fault of the program", stack.stackId(), e);
            giveUp(stack);
        }
    }

    /// No stack is left in progress with nobody working on it.
    private void giveUp(Stack stack) throws InterruptedException {
        String reason = "Internal failure";
        switch (stack.status()) {
            case CREATE_IN_PROGRESS, UPDATE_IN_PROGRESS -> fail(stack, reason + ". ");
            case UPDATE_ROLLBACK_IN_PROGRESS -> to(stack, StackStatus.UPDATE_ROLLBACK_FAILED, reason);
            case ROLLBACK_IN_PROGRESS -> to(stack, StackStatus.ROLLBACK_FAILED, reason);
            case DELETE_IN_PROGRESS -> to(stack, StackStatus.DELETE_FAILED, reason);
            case UPDATE_COMPLETE_CLEANUP_IN_PROGRESS -> to(stack, StackStatus.UPDATE_COMPLETE, reason);
            case UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS ->
                to(stack, StackStatus.UPDATE_ROLLBACK_COMPLETE, reason);
            case REVIEW_IN_PROGRESS,
                    CREATE_COMPLETE,
                    CREATE_FAILED,
                    ROLLBACK_COMPLETE,
                    ROLLBACK_FAILED,
                    UPDATE_COMPLETE,
                    UPDATE_FAILED,
                    UPDATE_ROLLBACK_COMPLETE,
                    UPDATE_ROLLBACK_FAILED,
                    DELETE_COMPLETE,
                    DELETE_FAILED -> {
                // Nothing is under way.
            }
        }
    }

    private boolean to(Stack stack, StackStatus status, String reason, Resource... beside) throws InterruptedException {
        return context.journal()
                .move(stack, stack.status(), now -> StackJournal.Move.of(now.withStatus(status, reason), beside));
    }

    private StepRunner.Stop stop(StackStatus status) {
        if (context.closing().getAsBoolean()) {
            return StepRunner.Stop.NOW;
        }
        Stack now = context.stack();
        if (now.status() != status
                || (status == StackStatus.UPDATE_IN_PROGRESS && now.work().cancelled())) {
            return StepRunner.Stop.GENTLE;
        }
        return isLate(now) ? StepRunner.Stop.NOW : StepRunner.Stop.NONE;
    }

    private boolean isLate(Stack stack) {
        return stack.status() == StackStatus.CREATE_IN_PROGRESS
                && stack.options()
                        .timeoutMinutes()
                        .filter(minutes -> context.ports()
                                .clock()
                                .instant()
                                .isAfter(stack.work().started().plusSeconds(minutes * 60L)))
                        .isPresent();
    }

    private StepRunner.Result work(
            Stack stack, Map<String, Set<String>> order, StepRunner.Step step, StepRunner.OnFailure onFailure)
            throws InterruptedException {
        return context.runner().run(new StepRunner.Work(order, step, () -> stop(stack.status()), onFailure));
    }

    private void build(Stack stack) throws InterruptedException {
        StackWorld world = new StackWorld(context.ports(), context.index(), stack);
        DesiredStack desired;
        try {
            desired = DesiredStack.of(context.index(), stack, world);
        } catch (RequestException e) {
            fail(stack, e.getMessage() + ". ");
            return;
        }
        boolean retag = stack.work()
                .before()
                .filter(before ->
                        !before.options().tags().equals(stack.options().tags()))
                .isPresent();
        BuildSteps steps = new BuildSteps(context, desired, retag);
        StepRunner.Result result = work(stack, desired.order(), steps::bring, StepRunner.OnFailure.STOP);
        Stack now = context.stack();
        if (context.closing().getAsBoolean() || now.status() != stack.status()) {
            return;
        }
        if (now.work().cancelled()) {
            rollBackUpdate(now, "User Initiated");
        } else if (isLate(now) && !result.complete()) {
            fail(now, "Stack creation time exceeded the specified timeout. ");
        } else if (!result.complete()) {
            fail(now, reason(result.failed()));
        } else {
            finish(now, desired, world);
        }
    }

    private String reason(Set<String> failed) {
        Map<String, List<String>> byVerb = new LinkedHashMap<>();
        for (String logicalId : failed) {
            String status =
                    context.resource(logicalId).map(StackResource::status).orElse("CREATE_FAILED");
            byVerb.computeIfAbsent(status.startsWith("UPDATE") ? "update" : "create", verb -> new ArrayList<>())
                    .add(logicalId);
        }
        StringBuilder text = new StringBuilder();
        byVerb.forEach((verb, ids) -> text.append("The following resource(s) failed to ")
                .append(verb)
                .append(": ")
                .append(ids)
                .append(". "));
        return text.toString();
    }

    private void finish(Stack stack, DesiredStack desired, StackWorld world) throws InterruptedException {
        boolean isCreate = stack.status() == StackStatus.CREATE_IN_PROGRESS;
        try {
            List<StackOutput> outputs = desired.outputs();
            context.journal().move(stack, stack.status(), now -> {
                Exports.check(context.index(), now, outputs);
                StackStatus next =
                        isCreate ? StackStatus.CREATE_COMPLETE : StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS;
                // Every resource and output was looked at by now, so this is all that is imported.
                Stack finished = now.withOutputs(outputs).withPlans(now.plans().withImports(world.imports()));
                return StackJournal.Move.of(finished.withStatus(next, ""));
            });
        } catch (RequestException e) {
            fail(stack, e.getMessage() + ". ");
        }
    }

    /// @param reason ends with a blank
    private void fail(Stack stack, String reason) throws InterruptedException {
        boolean isCreate = stack.status() == StackStatus.CREATE_IN_PROGRESS;
        if (stack.options().disableRollback()) {
            to(stack, isCreate ? StackStatus.CREATE_FAILED : StackStatus.UPDATE_FAILED, reason);
        } else if (isCreate && stack.options().deleteOnFailure()) {
            to(stack, StackStatus.DELETE_IN_PROGRESS, reason + "Delete requested by user.");
        } else if (isCreate) {
            to(stack, StackStatus.ROLLBACK_IN_PROGRESS, reason + ROLLBACK_REQUESTED);
        } else {
            rollBackUpdate(stack, reason);
        }
    }

    private void rollBackUpdate(Stack stack, String reason) throws InterruptedException {
        context.journal().move(stack, stack.status(), now -> undone(context.index(), now, reason));
    }

    /// A stack whose update is to be rolled back: what it was made by is again what it was made by before.
    static StackJournal.Move undone(StackIndex index, Stack stack, String reason) {
        return stack.work()
                .before()
                .map(before -> {
                    Stack back = stack.withPlans(
                                    before.withToken(stack.options().clientRequestToken()))
                            .withStatus(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, reason);
                    Resource[] template = index
                            .template(stack.region(), stack.unique(), StackTemplate.Slot.PREVIOUS)
                            .map(previous -> previous.as(stack.unique(), StackTemplate.Slot.PRESENT))
                            .stream()
                            .toArray(Resource[]::new);
                    return StackJournal.Move.of(back, template);
                })
                .orElseGet(() -> StackJournal.Move.of(
                        stack.withStatus(StackStatus.ROLLBACK_IN_PROGRESS, reason + ROLLBACK_REQUESTED)));
    }

    private void cleanUp(Stack stack) throws InterruptedException {
        StackWorld world = new StackWorld(context.ports(), context.index(), stack);
        DesiredStack desired = DesiredStack.of(context.index(), stack, world);
        DisposalSteps steps = DisposalSteps.ofUpdate(context, desired.active());
        StepRunner.Result result = work(stack, steps.order(), steps::dispose, StepRunner.OnFailure.GO_ON);
        if (context.closing().getAsBoolean()) {
            return;
        }
        steps.abandon(result.failed());
        String reason = result.complete() ? "" : "Update successful. One or more resources could not be deleted.";
        context.journal().move(stack, stack.status(), now -> whole(now, StackStatus.UPDATE_COMPLETE, reason));
    }

    private static StackJournal.Move whole(Stack stack, StackStatus status, String reason) {
        Stack whole = stack.withStatus(status, reason);
        ResourceId previous = StackTemplate.id(stack.region(), stack.unique(), StackTemplate.Slot.PREVIOUS);
        return new StackJournal.Move(whole, Changes.remove(List.of(previous)));
    }

    private void restore(Stack stack) throws InterruptedException {
        UndoSteps steps = new UndoSteps(context);
        StepRunner.Result result = work(stack, steps.order(), steps::restore, StepRunner.OnFailure.PASS_OVER);
        if (context.closing().getAsBoolean()) {
            return;
        }
        if (result.complete()) {
            to(stack, StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, "");
        } else {
            to(stack, StackStatus.UPDATE_ROLLBACK_FAILED, reason(result.failed()));
        }
    }

    private void cleanUpUndo(Stack stack) throws InterruptedException {
        DisposalSteps steps = DisposalSteps.ofUndo(context);
        StepRunner.Result result = work(stack, steps.order(), steps::dispose, StepRunner.OnFailure.GO_ON);
        if (context.closing().getAsBoolean()) {
            return;
        }
        steps.abandon(result.failed());
        String reason = result.complete() ? "" : "One or more resources could not be deleted.";
        context.journal().move(stack, stack.status(), now -> whole(now, StackStatus.UPDATE_ROLLBACK_COMPLETE, reason));
    }

    private void rollBack(Stack stack) throws InterruptedException {
        DisposalSteps steps = DisposalSteps.ofRollback(context);
        StepRunner.Result result = work(stack, steps.order(), steps::dispose, StepRunner.OnFailure.PASS_OVER);
        if (context.closing().getAsBoolean() || context.stack().status() != stack.status()) {
            return;
        }
        if (result.complete()) {
            to(stack, StackStatus.ROLLBACK_COMPLETE, "");
        } else {
            to(stack, StackStatus.ROLLBACK_FAILED, deleteReason(result));
        }
    }

    private static String deleteReason(StepRunner.Result result) {
        return "The following resource(s) failed to delete: " + List.copyOf(result.failed()) + ". ";
    }

    private void delete(Stack stack) throws InterruptedException {
        DisposalSteps steps = DisposalSteps.ofDeletion(context);
        StepRunner.Result result = work(stack, steps.order(), steps::dispose, StepRunner.OnFailure.PASS_OVER);
        if (context.closing().getAsBoolean()) {
            return;
        }
        if (!result.complete()) {
            to(stack, StackStatus.DELETE_FAILED, deleteReason(result));
            return;
        }
        Instant time = context.now();
        context.journal().move(stack, stack.status(), now -> {
            Stack gone = now.withTimes(now.updated(), Optional.of(time))
                    .withPlans(now.plans().withImports(Set.of()))
                    .withStatus(StackStatus.DELETE_COMPLETE, "");
            ResourceId previous = StackTemplate.id(now.region(), now.unique(), StackTemplate.Slot.PREVIOUS);
            List<ResourceId> sets = new ArrayList<>(List.of(previous));
            context.index().changeSets(now).forEach(set -> {
                sets.add(set.id());
                sets.add(StackTemplate.id(set.region(), set.unique(), StackTemplate.Slot.PRESENT));
            });
            return new StackJournal.Move(gone, Changes.remove(sets));
        });
    }
}
