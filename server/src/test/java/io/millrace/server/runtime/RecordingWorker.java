package io.millrace.server.runtime;

import io.millrace.core.function.RuntimeApi.Task;
import io.millrace.core.function.RuntimeApi.Worker;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A process's worker that hands out what it was given and writes down what it is told. One call is in hand at a time.
final class RecordingWorker implements Worker {
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    final Queue<CompletableFuture<Task>> asked = new ConcurrentLinkedQueue<>();
    volatile String inHand = "none";

    @Override
    public CompletableFuture<Task> next() {
        CompletableFuture<Task> next = new CompletableFuture<>();
        asked.add(next);
        told.add("next");
        return next;
    }

    @Override
    public boolean answered(String requestId, byte[] payload) {
        return tell(requestId, "answered " + text(payload));
    }

    @Override
    public boolean failed(String requestId, byte[] error, String errorType) {
        return tell(requestId, "failed " + errorType + " " + text(error));
    }

    @Override
    public void initFailed(byte[] error, String errorType) {
        told.add("initFailed " + errorType + " " + text(error));
    }

    private boolean tell(String requestId, String what) {
        if (!requestId.equals(inHand)) {
            return false;
        }
        inHand = "none";
        told.add(what);
        return true;
    }

    private static String text(byte[] bytes) {
        return bytes.length > 1_000 ? bytes.length + " bytes" : new String(bytes, StandardCharsets.UTF_8);
    }
}
