package io.millrace.core.logs;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Appended;
import io.millrace.core.resource.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Output for groups that are still being made: waits in memory, in order, while a virtual thread makes the group.
/// Any thread; never blocks on a disk.
final class PendingOutput {
    private final Map<ResourceId, Queue> queues = new ConcurrentHashMap<>();

    /// What waits for one group.
    private static final class Queue {
        private final List<Waiting> waiting = new ArrayList<>();
        private long bytes;
        private boolean drained;
    }

    private record Waiting(List<byte[]> records, CompletableFuture<Void> done) {
        private void appendTo(GroupLog group) {
            try {
                CompletionStage<Appended> appended = group.append(records);
                appended.whenComplete((durable, failure) -> complete(failure));
            } catch (RuntimeException refused) {
                complete(refused);
            }
        }

        private void complete(Throwable failure) {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        }
    }

    /// Appends to the group when it is there and nothing waits for it; else behind what waits.
    ///
    /// @param find the group, without blocking
    /// @param make the group; may block
    CompletableFuture<Void> append(
            ResourceId id, List<byte[]> records, Supplier<Optional<GroupLog>> find, Supplier<GroupLog> make) {
        Waiting added = new Waiting(records, new CompletableFuture<>());
        while (true) {
            Queue queue = queues.get(id);
            if (queue == null) {
                Optional<GroupLog> group = find.get();
                if (group.isPresent()) {
                    added.appendTo(group.get());
                    return added.done;
                }
                Queue begun = new Queue();
                if (queues.putIfAbsent(id, begun) != null) {
                    continue;
                }
                queue = begun;
                Thread.ofVirtual().name("logs-group").start(() -> makeAndDrain(id, begun, make));
            }
            if (wait(queue, added)) {
                return added.done;
            }
        }
    }

    private static boolean wait(Queue queue, Waiting added) {
        long bytes = added.records.stream().mapToLong(record -> record.length).sum();
        synchronized (queue) {
            if (queue.drained) {
                return false;
            }
            if (queue.bytes + bytes > Limit.LOGS_PENDING_BYTES.value()) {
                added.complete(new UnavailableException("Too much output waits for its log group to be made"));
            } else {
                queue.bytes += bytes;
                queue.waiting.add(added);
            }
            return true;
        }
    }

    private void makeAndDrain(ResourceId id, Queue queue, Supplier<GroupLog> make) {
        GroupLog group = null;
        RuntimeException fault = null;
        try {
            group = make.get();
        } catch (RuntimeException e) {
            fault = e;
        }
        synchronized (queue) {
            for (Waiting waiting : queue.waiting) {
                if (group == null) {
                    waiting.complete(fault);
                } else {
                    waiting.appendTo(group);
                }
            }
            queue.drained = true;
            queues.remove(id, queue);
        }
    }
}
