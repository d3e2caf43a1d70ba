package io.millrace.server.provision.cloudformation;

import io.millrace.core.limit.Limit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The signals that one wait handle got, one for each `UniqueId`. Any thread may use it.
final class SignalBox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Signal> signals = new LinkedHashMap<>();

    /// One signal.
    ///
    /// @param success whether what it tells of went well
    /// @param data what the condition gives under its `Data`
    record Signal(String uniqueId, boolean success, String data, String reason) {}

    /// Keeps a signal; a second one of the same id counts for nothing, nor do those over the bound.
    void put(Signal signal) {
        lock.lock();
        try {
            if (signals.size() < Limit.STACK_SIGNALS.value()) {
                signals.putIfAbsent(signal.uniqueId(), signal);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until there are so many, or one that tells of a failure, or the time is up.
    ///
    /// @return those there are, by their id
    Map<String, Signal> await(int count, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (left > 0
                    && signals.size() < count
                    && signals.values().stream().allMatch(Signal::success)) {
                left = changed.awaitNanos(left);
            }
            return new LinkedHashMap<>(signals);
        } finally {
            lock.unlock();
        }
    }
}
