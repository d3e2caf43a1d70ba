package io.millrace.server.gateway.backend;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Fails what is not answered in time, up to 50 ms late: answers come in about a millisecond, thousands of them a
/// second,
/// and a timer for each would cost a tenth of a request. Any thread.
final class Deadlines {
    private static final long SWEEP_MILLIS = 50;

    private final Set<Waiting> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean sweeping = new AtomicBoolean();

    /// One that is waited for; equal to itself alone.
    private static final class Waiting {
        private final CompletableFuture<?> answer;
        private final long untilNanos;

        Waiting(CompletableFuture<?> answer, long untilNanos) {
            this.answer = answer;
            this.untilNanos = untilNanos;
        }
    }

    /// Has it fail with a [TimeoutException] unless it is complete by then.
    void watch(CompletableFuture<?> answer, Duration timeout) {
        if (answer.isDone()) {
            return;
        }
        Waiting waiting = new Waiting(answer, System.nanoTime() + timeout.toNanos());
        open.add(waiting);
        CompletionStage<?> done = answer;
        done.whenComplete((any, failure) -> open.remove(waiting));
        sweepLater();
    }

    /// A thread for as long as there is something to wait for.
    private void sweepLater() {
        if (!open.isEmpty() && sweeping.compareAndSet(false, true)) {
            Thread.ofVirtual().name("gateway-deadlines").start(this::sweep);
        }
    }

    private void sweep() {
        try {
            while (!open.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(SWEEP_MILLIS);
                long now = System.nanoTime();
                for (Waiting waiting : open) {
                    if (waiting.untilNanos - now < 0) {
                        waiting.answer.completeExceptionally(new TimeoutException());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sweeping.set(false);
        }
        sweepLater();
    }
}
