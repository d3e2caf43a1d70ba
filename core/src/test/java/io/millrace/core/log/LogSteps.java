package io.millrace.core.log;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.record.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// What tests of an event log do again and again.
final class LogSteps {
    static final Duration SOON = Duration.ofSeconds(10);
    static final int MANY = 1_000;
    static final long MUCH = 1 << 20;

    private LogSteps() {}

    interface Polling {
        List<LogRecord> poll() throws InterruptedException;
    }

    /// Polls on a thread of its own and comes back when that waits.
    static Future<List<LogRecord>> started(Polling polling) {
        CompletableFuture<List<LogRecord>> result = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(polling.poll());
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        long deadline = System.nanoTime() + SOON.toNanos();
        while (thread.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return result;
    }

    static void assertEndedByInterrupt(Future<List<LogRecord>> polled) {
        assertThatThrownBy(() -> polled.get(SOON.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(InterruptedException.class);
    }

    static List<LogRecord> poll(LogReader reader) throws InterruptedException {
        return reader.poll(MANY, MUCH, SOON);
    }

    static List<String> texts(List<LogRecord> records) {
        return records.stream()
                .map(record -> new String(record.data(), StandardCharsets.UTF_8))
                .toList();
    }

    static List<byte[]> bytes(String... records) {
        return Arrays.stream(records)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
