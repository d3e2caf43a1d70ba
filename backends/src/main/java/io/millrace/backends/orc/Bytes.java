package io.millrace.backends.orc;

import java.util.Arrays;

/// Bytes that grow. Owned by one thread.
final class Bytes {
    private byte[] array = new byte[64];
    private int size;

    void add(int b) {
        if (size == array.length) {
            array = Arrays.copyOf(array, 2 * size);
        }
        array[size++] = (byte) b;
    }

    void add(byte[] bytes, int offset, int length) {
        if (length > array.length - size) {
            array = Arrays.copyOf(array, Math.max(2 * array.length, size + length));
        }
        System.arraycopy(bytes, offset, array, size, length);
        size += length;
    }

    /// Seven bits a byte, the lowest first.
    void addVarint(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            add((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        add((int) left);
    }

    void addLong(long value) {
        for (int i = 0; i < Long.BYTES; i++) {
            add((int) (value >>> (Byte.SIZE * i)));
        }
    }

    void addInt(int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            add(value >>> (Byte.SIZE * i));
        }
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    byte[] copy() {
        return Arrays.copyOf(array, size);
    }
}
