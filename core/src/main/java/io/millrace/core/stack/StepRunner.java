package io.millrace.core.stack;

import io.millrace.core.limit.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does steps that need each other, each when what it needs is done, those that do not side by side.
///
/// One of them works for one stack; [#wake] and [#isStopping] may be called from any thread.
final class StepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);
    private static final String WAKE = "";

    private final StackThreads threads;
    private final InstantSource clock;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private volatile boolean stopping;

    private record Ended(String step, Outcome outcome) {}

    /// How a step ended.
    enum Outcome {
        DONE,
        FAILED,
        /// Not done because the runner was stopped.
        CANCELLED
    }

    /// Why steps are no longer begun.
    enum Stop {
        NONE,
        /// Those under way have a while to end.
        GENTLE,
        /// They are interrupted.
        NOW
    }

    /// What a failed step means for the others.
    enum OnFailure {
        /// None is begun any more.
        STOP,
        /// Those that do not need it are done.
        PASS_OVER,
        /// All are done.
        GO_ON
    }

    /// One step of a resource.
    @FunctionalInterface
    interface Step {
        /// Must not throw: a step that does counts as failed.
        Outcome run(String logicalId);
    }

    /// What is to be done.
    ///
    /// @param needs of each step those that must be done before; in the order in which they are begun
    /// @param step does one
    /// @param stop asked before each begin
    /// @param onFailure of one
    record Work(Map<String, Set<String>> needs, Step step, Supplier<Stop> stop, OnFailure onFailure) {}

    /// What became of it.
    ///
    /// @param failed or cancelled, in the order in which they were
    /// @param complete whether every step was done
    record Result(Set<String> failed, boolean complete) {}

    StepRunner(StackThreads threads, InstantSource clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /// Has the question whether to stop asked again.
    void wake() {
        ended.add(new Ended(WAKE, Outcome.DONE));
    }

    /// Whether steps that wait for something should give up.
    boolean isStopping() {
        return stopping;
    }

    Result run(Work work) throws InterruptedException {
        return new Shift(work).run();
    }

    /// The same steps the other way round: what was needed comes after all that needed it.
    static Map<String, Set<String>> reversed(Map<String, Set<String>> needs) {
        Map<String, Set<String>> reversed = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(needs.keySet());
        order.reversed().forEach(step -> reversed.put(step, new LinkedHashSet<>()));
        needs.forEach(
                (step, needed) -> needed.stream().filter(reversed::containsKey).forEach(one -> reversed.get(one)
                        .add(step)));
        return reversed;
    }

    /// One run.
    private final class Shift {
        private final Work work;
        private final Map<String, Integer> missing = new HashMap<>();
        private final Map<String, List<String>> neededBy = new HashMap<>();
        private final Deque<String> ready = new ArrayDeque<>();
        private final Map<String, Thread> underWay = new LinkedHashMap<>();
        private final Set<String> failed = new LinkedHashSet<>();
        private int left;
        private boolean interrupted;
        private Instant stoppedAt = Instant.MAX;

        Shift(Work work) {
            this.work = work;
            left = work.needs().size();
            work.needs().forEach((step, needs) -> {
                List<String> there =
                        needs.stream().filter(work.needs()::containsKey).toList();
                missing.put(step, there.size());
                there.forEach(need -> neededBy.computeIfAbsent(need, none -> new ArrayList<>())
                        .add(step));
                if (there.isEmpty()) {
                    ready.add(step);
                }
            });
        }

        Result run() throws InterruptedException {
            stopping = false;
            while (true) {
                look();
                while (!stopping && !ready.isEmpty() && underWay.size() < Limit.STACK_STEPS.value()) {
                    begin(ready.removeFirst());
                }
                if (underWay.isEmpty()) {
                    return new Result(failed, left == 0 && failed.isEmpty());
                }
                Optional<Ended> next = threads.take(ended, patience());
                next.filter(one -> !one.step().equals(WAKE)).ifPresent(this::end);
            }
        }

        private void look() {
            Stop stop = work.stop().get();
            if (!stopping && (stop != Stop.NONE || (!failed.isEmpty() && work.onFailure() == OnFailure.STOP))) {
                stopping = true;
                stoppedAt = clock.instant();
            }
            boolean impatient = stop == Stop.NOW
                    || (stopping
                            && stoppedAt
                                    .plusSeconds(Limit.STACK_CANCEL_SECONDS.value())
                                    .isBefore(clock.instant()));
            if (impatient && !interrupted) {
                interrupted = true;
                underWay.values().forEach(Thread::interrupt);
            }
        }

        private Duration patience() {
            return Duration.ofSeconds(stopping && interrupted ? Limit.STACK_CANCEL_SECONDS.value() : 1);
        }

        private void begin(String step) {
            underWay.put(step, threads.start("stack-step-" + step, () -> ended.add(new Ended(step, outcome(step)))));
        }

        private Outcome outcome(String step) {
            try {
                return work.step().run(step);
            } catch (RuntimeException | Error e) {
                LOG.error("A step of a stack failed by a fault of the program", e);
                return Outcome.FAILED;
            }
        }

        private void end(Ended one) {
            underWay.remove(one.step());
            switch (one.outcome()) {
                case DONE -> free(one.step());
                case FAILED -> {
                    failed.add(one.step());
                    if (work.onFailure() == OnFailure.GO_ON) {
                        free(one.step());
                    }
                }
                case CANCELLED -> {
                    failed.add(one.step());
                    stopping = true;
                }
            }
        }

        private void free(String step) {
            left--;
            for (String next : neededBy.getOrDefault(step, List.of())) {
                if (missing.merge(next, -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
    }
}
