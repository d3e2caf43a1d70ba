package io.millrace.backends.log;

import java.nio.ByteBuffer;

/// Lengths in seven bits a byte, the least first; the high bit says that another byte follows.
final class Varint {
    private Varint() {}

    static int bytes(int value) {
        return (38 - Integer.numberOfLeadingZeros(value | 1)) / 7;
    }

    static void put(ByteBuffer buffer, int value) {
        int rest = value;
        while (rest > 0x7F) {
            buffer.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        buffer.put((byte) rest);
    }

    static int get(ByteBuffer buffer) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = buffer.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
