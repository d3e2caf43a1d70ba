package io.millrace.backends.orc;

/// Booleans, eight a byte, the highest bit first, in runs of bytes. Owned by one thread.
final class Bits {
    private final ByteRuns bytes = new ByteRuns();
    private int present;
    private int bits;

    void add(boolean value) {
        present = (present << 1) | (value ? 1 : 0);
        if (++bits == Byte.SIZE) {
            bytes.add((byte) present);
            present = 0;
            bits = 0;
        }
    }

    Bytes finish() {
        while (bits > 0) {
            add(false);
        }
        return bytes.finish();
    }

    long heldBytes() {
        return bytes.heldBytes() + 1;
    }
}
