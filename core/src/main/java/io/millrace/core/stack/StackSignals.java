package io.millrace.core.stack;

import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Signals to resources that wait for them. Kept in memory: a step that waits is done again after a crash, and must be
/// signalled again.
///
/// Any thread may call.
public final class StackSignals {
    private final Map<String, BlockingQueue<Map<String, String>>> waiting = new HashMap<>();

    private static String key(String stackId, String logicalId) {
        return stackId + " " + logicalId;
    }

    /// Begins to take signals for a resource; what was told before is forgotten.
    public synchronized BlockingQueue<Map<String, String>> open(String stackId, String logicalId) {
        BlockingQueue<Map<String, String>> queue = new LinkedBlockingQueue<>(Limit.STACK_SIGNALS.intValue());
        waiting.put(key(stackId, logicalId), queue);
        return queue;
    }

    public synchronized void close(String stackId, String logicalId) {
        waiting.remove(key(stackId, logicalId));
    }

    /// @return whether somebody waits for it and there was room
    public synchronized boolean tell(String stackId, String logicalId, Map<String, String> signal) {
        BlockingQueue<Map<String, String>> queue = waiting.get(key(stackId, logicalId));
        return queue != null && queue.offer(Map.copyOf(signal));
    }

    /// Logical ids of a stack that wait.
    public synchronized List<String> waiting(String stackId) {
        List<String> ids = new ArrayList<>();
        waiting.keySet().stream()
                .filter(key -> key.startsWith(stackId + " "))
                .forEach(key -> ids.add(key.substring(stackId.length() + 1)));
        return ids;
    }
}
