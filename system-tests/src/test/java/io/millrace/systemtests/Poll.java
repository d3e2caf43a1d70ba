package io.millrace.systemtests;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what another process does.
final class Poll {
    private Poll() {}

    /// Asks until it is so, for at most two minutes.
    ///
    /// @return whether it came to be so
    static boolean until(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(50_000_000);
        }
        return true;
    }
}
