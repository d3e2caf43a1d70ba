package io.millrace.server.http;

import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Answers on their way to one event loop. One group commit of the log completes many requests at once; they are
/// carried to the loop in one hop instead of one
/// each.
final class Outbox {
    private final Context context;
    private final Thread loop;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /// To be made on the loop that it serves.
    Outbox(Context context) {
        this.context = context;
        this.loop = Thread.currentThread();
    }

    /// Runs the task on the loop: now when called there, else soon.
    void add(Runnable task) {
        if (Thread.currentThread() == loop) {
            task.run();
            return;
        }
        waiting.add(task);
        if (scheduled.compareAndSet(false, true)) {
            context.runOnContext(ignored -> drain());
        }
    }

    private void drain() {
        scheduled.set(false);
        Runnable task = waiting.poll();
        while (task != null) {
            task.run();
            task = waiting.poll();
        }
    }
}
