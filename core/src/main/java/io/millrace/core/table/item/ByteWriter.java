package io.millrace.core.table.item;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow as they are written.
final class ByteWriter {
    private static final int FIRST_BYTES = 256;
    private static final int COUNT_BYTES_MAX = 10;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    void put(byte value) {
        reserve(1);
        bytes[size++] = value;
    }

    void putCount(int count) {
        putGroups(count);
    }

    /// Small magnitudes of either sign are short.
    void putSigned(long value) {
        putGroups((value << 1) ^ (value >> 63));
    }

    void putText(String text) {
        putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void putBytes(byte[] content) {
        putGroups(content.length);
        reserve(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void putGroups(long value) {
        reserve(COUNT_BYTES_MAX);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
