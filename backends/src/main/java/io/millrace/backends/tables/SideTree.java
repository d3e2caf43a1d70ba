package io.millrace.backends.tables;

import io.millrace.core.table.item.IndexSchema;
import java.util.Arrays;
import java.util.Optional;

/// What is kept beside a table for finding its items otherwise.
///
/// @param index empty for the one by time of expiry
/// @param filledTo while it is being filled: items up to this key of the table are in it, those behind are not; empty
/// when all are
record SideTree(int tree, Optional<IndexSchema> index, Optional<byte[]> filledTo) {
    static final byte[] FROM_THE_START = new byte[0];

    boolean isFilled() {
        return filledTo.isEmpty();
    }

    /// Whether a change of the item with this key must change it too; if not, filling will come by.
    boolean covers(byte[] tableKey) {
        return filledTo.isEmpty() || Arrays.compareUnsigned(tableKey, filledTo.get()) <= 0;
    }

    SideTree filledTo(Optional<byte[]> key) {
        return new SideTree(tree, index, key);
    }
}
