package io.millrace.backends.tables;

import io.millrace.core.store.TableStore.Extent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Rows of the tree that says what the other trees are.
final class MetaRows {
    static final int TREE = 0;
    static final byte[] NEXT_TREE = {'N'};

    /// Up to which file of [Redo] the database has everything.
    static final byte[] MOVED = {'M'};

    private static final byte TABLE = 'T';
    private static final byte EXTENT = 'E';
    private static final byte DROPPED = 'D';

    private MetaRows() {}

    /// All rows of [TableTrees].
    static Stretch tables() {
        return Stretch.of(new byte[] {TABLE}, new byte[] {TABLE + 1});
    }

    static byte[] table(String id) {
        byte[] name = id.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + name.length).put(TABLE).put(name).array();
    }

    static byte[] extent(int tree) {
        return number(EXTENT, tree);
    }

    /// The row that has a tree dropped.
    static byte[] dropped(int tree) {
        return number(DROPPED, tree);
    }

    static boolean isDropped(Row row) {
        return row.tree() == TREE && row.key()[0] == DROPPED && !row.isDeleted();
    }

    static int droppedTree(Row row) {
        return ByteBuffer.wrap(row.key(), 1, Integer.BYTES).getInt();
    }

    static byte[] write(Extent extent) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(extent.items())
                .putLong(extent.bytes())
                .array();
    }

    /// @param value null for none
    static Extent readExtent(byte[] value) {
        if (value == null) {
            return new Extent(0, 0);
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        return new Extent(in.getLong(), in.getLong());
    }

    static byte[] writeNumber(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /// @param value null for none
    static long readNumber(byte[] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    static byte[] writeTree(int tree) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(tree).array();
    }

    /// @param value null for none
    static int readTree(byte[] value) {
        return value == null ? TREE + 1 : ByteBuffer.wrap(value).getInt();
    }

    private static byte[] number(byte kind, int tree) {
        return ByteBuffer.allocate(1 + Integer.BYTES).put(kind).putInt(tree).array();
    }
}
