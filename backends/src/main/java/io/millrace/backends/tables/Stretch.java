package io.millrace.backends.tables;

import java.util.Arrays;
import java.util.Optional;

/// Rows from a key on and before another.
///
/// @param low belongs to it
/// @param high does not; empty for no end
record Stretch(byte[] low, Optional<byte[]> high) {
    static final Stretch ALL = new Stretch(new byte[0], Optional.empty());

    static Stretch of(byte[] low, byte[] high) {
        return new Stretch(low, Optional.of(high));
    }

    /// What of it lies behind a key in the order of reading.
    Stretch behind(byte[] key, boolean forward) {
        if (!forward) {
            return high.isPresent() && Arrays.compareUnsigned(key, high.get()) > 0 ? this : of(low, key);
        }
        // A zero byte more is the next key that there can be.
        return Arrays.compareUnsigned(key, low) < 0 ? this : new Stretch(Arrays.copyOf(key, key.length + 1), high);
    }

    boolean holds(byte[] key) {
        return Arrays.compareUnsigned(key, low) >= 0 && (high.isEmpty() || Arrays.compareUnsigned(key, high.get()) < 0);
    }

    boolean isEmpty() {
        return high.isPresent() && Arrays.compareUnsigned(low, high.get()) >= 0;
    }
}
