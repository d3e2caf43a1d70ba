package io.millrace.backends.orc;

import java.nio.charset.StandardCharsets;

/// A Protocol Buffers message under way. Source: <https://protobuf.dev/programming-guides/encoding/>
final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private final Bytes bytes = new Bytes();

    Message put(int field, long value) {
        bytes.addVarint(((long) field << 3) | VARINT);
        bytes.addVarint(value);
        return this;
    }

    Message put(int field, String text) {
        return put(field, text.getBytes(StandardCharsets.UTF_8));
    }

    Message put(int field, Message message) {
        return put(field, message.copy());
    }

    Message put(int field, byte[] content) {
        bytes.addVarint(((long) field << 3) | LENGTH);
        bytes.addVarint(content.length);
        bytes.add(content, 0, content.length);
        return this;
    }

    byte[] copy() {
        return bytes.copy();
    }
}
