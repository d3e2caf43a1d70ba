package io.millrace.backends.tables;

import java.util.Arrays;

/// A row as it was last written.
///
/// @param tree the tree that it is in
/// @param key found by this
/// @param value null when the row was deleted
record Row(int tree, byte[] key, byte[] value) {
    boolean isDeleted() {
        return value == null;
    }

    int compareTo(int otherTree, byte[] otherKey) {
        return tree != otherTree ? Integer.compare(tree, otherTree) : Arrays.compareUnsigned(key, otherKey);
    }
}
