package io.millrace.core.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Threads that stacks are worked on by, and all their waiting, so that a simulation can order them.
public interface StackThreads {
    /// Starts a task on a thread of its own.
    Thread start(String name, Runnable task);

    /// Waits.
    void pause(Duration time) throws InterruptedException;

    /// Takes the next element, or none when the wait ends first.
    <T> Optional<T> take(BlockingQueue<T> queue, Duration wait) throws InterruptedException;

    /// Virtual threads and real time.
    static StackThreads virtual() {
        return new StackThreads() {
            @Override
            public Thread start(String name, Runnable task) {
                return Thread.ofVirtual().name(name).start(task);
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }

            @Override
            public <T> Optional<T> take(BlockingQueue<T> queue, Duration wait) throws InterruptedException {
                return Optional.ofNullable(queue.poll(wait.toMillis(), TimeUnit.MILLISECONDS));
            }
        };
    }
}
