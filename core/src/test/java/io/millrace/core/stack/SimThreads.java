package io.millrace.core.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Threads of which one runs at a time, drawn by a seed at each of their calls of the world; and their clock, which
/// goes
/// on when all of them wait.
final class SimThreads implements StackThreads, InstantSource {
    private final RandomGenerator random;
    private final List<Task> tasks = new ArrayList<>();
    private final Semaphore driver = new Semaphore(0);
    private Instant now;
    private Task running;
    private boolean crashed;

    /// What ends all threads at a crash.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1;

        Crash() {
            super("crash", null, false, false);
        }
    }

    private static final class Task {
        private final Semaphore go = new Semaphore(0);
        private Thread thread;
        private BooleanSupplier ready = () -> true;
        private Instant until = Instant.MIN;
        private boolean done;
    }

    SimThreads(RandomGenerator random, Instant start) {
        this.random = random;
        now = start;
    }

    boolean isCrashed() {
        return crashed;
    }

    void crash() {
        crashed = true;
        throw new Crash();
    }

    void crashed() {
        crashed = true;
    }

    void refuseCrashed() {
        if (crashed) {
            throw new Crash();
        }
    }

    @Override
    public Instant instant() {
        turn();
        return now;
    }

    Instant now() {
        return now;
    }

    /// Lets others go on. Does nothing on the driver's own thread.
    void turn() {
        Task self = running;
        if (self != null && Thread.currentThread().equals(self.thread)) {
            waitFor(self, () -> true, Instant.MIN);
        }
    }

    private void waitFor(Task self, BooleanSupplier ready, Instant until) {
        refuseCrashed();
        self.ready = ready;
        self.until = until;
        running = null;
        driver.release();
        self.go.acquireUninterruptibly();
        refuseCrashed();
    }

    @Override
    public Thread start(String name, Runnable task) {
        refuseCrashed();
        Task self = new Task();
        tasks.add(self);
        self.thread = Thread.ofVirtual().name(name).unstarted(() -> {
            self.go.acquireUninterruptibly();
            try {
                if (!crashed) {
                    task.run();
                }
            } catch (Crash e) {
                // As it is meant.
            } finally {
                self.done = true;
                running = null;
                driver.release();
            }
        });
        self.thread.start();
        return self.thread;
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        Task self = running;
        waitFor(self, self.thread::isInterrupted, now.plus(time));
        refuseInterrupted();
    }

    private static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted");
        }
    }

    @Override
    public <T> Optional<T> take(BlockingQueue<T> queue, Duration wait) throws InterruptedException {
        Task self = running;
        waitFor(self, () -> !queue.isEmpty() || self.thread.isInterrupted(), now.plus(wait));
        refuseInterrupted();
        return Optional.ofNullable(queue.poll());
    }

    /// Lets one thread run until its next call of the world.
    ///
    /// @return whether there was one
    boolean step() {
        tasks.removeIf(task -> task.done);
        if (tasks.isEmpty()) {
            return false;
        }
        List<Task> ready = ready();
        if (ready.isEmpty()) {
            now = tasks.stream().map(task -> task.until).min(Instant::compareTo).orElseThrow();
            ready = ready();
        }
        Task next = ready.get(random.nextInt(ready.size()));
        running = next;
        next.go.release();
        driver.acquireUninterruptibly();
        return true;
    }

    private List<Task> ready() {
        return tasks.stream()
                .filter(task -> crashed
                        || task.ready.getAsBoolean()
                        || (task.until.isAfter(Instant.MIN) && !task.until.isAfter(now)))
                .toList();
    }
}
