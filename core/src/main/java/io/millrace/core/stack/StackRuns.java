package io.millrace.core.stack;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who works on which stack: one thread for each stack that is under way.
final class StackRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StackRuns.class);

    private final StackPorts ports;
    private final StackIndex index;
    private final StackJournal journal;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    private record Running(StackRun run, Thread thread) {}

    StackRuns(StackPorts ports, StackIndex index, StackJournal journal) {
        this.ports = ports;
        this.index = index;
        this.journal = journal;
    }

    /// Has a stack worked on, or whoever works on it look at what was changed.
    void work(Stack stack) {
        running.compute(stack.unique(), (unique, present) -> {
            if (present != null) {
                present.run().wake();
                return present;
            }
            StackRun run = new StackRun(new StackContext(
                    ports, index, journal, new StepRunner(ports.threads(), ports.clock()), stack, () -> closing));
            return new Running(run, ports.threads().start("stack-" + stack.name(), () -> run(run, stack)));
        });
    }

    private void run(StackRun run, Stack stack) {
        boolean ended = false;
        try {
            run.run();
            ended = true;
        } catch (RuntimeException | Error e) {
            LOG.error("Work on stack {} ended by a fault of the program", stack.stackId(), e);
        } finally {
            running.remove(stack.unique());
        }
        index.unique(stack.unique()).ifPresent(this::forgetOld);
        if (ended
                && !closing
                && index.unique(stack.unique())
                        .filter(now -> now.status().isUnderWay())
                        .isPresent()) {
            // Something was asked for while the last work ended.
            work(stack);
        }
    }

    private void forgetOld(Stack stack) {
        if (stack.status() == StackStatus.DELETE_COMPLETE) {
            new DeletedStacks(ports, index).sweep(stack.region());
        }
    }

    /// Ends all work, which the next start takes up.
    @Override
    public void close() {
        closing = true;
        List<Running> all = List.copyOf(running.values());
        all.forEach(one -> one.run().wake());
        Duration patience = Duration.ofSeconds(Limit.STACK_STOP_SECONDS.value());
        try {
            for (Running one : all) {
                if (!one.thread().join(patience)) {
                    one.thread().interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
