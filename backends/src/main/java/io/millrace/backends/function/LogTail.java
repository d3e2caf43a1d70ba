package io.millrace.backends.function;

import io.millrace.core.limit.Limit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// The last [Limit#FUNCTION_LOG_TAIL_BYTES] of what was logged. Not thread-safe.
final class LogTail {
    private static final int BYTES = Limit.FUNCTION_LOG_TAIL_BYTES.intValue();

    private final Deque<byte[]> lines = new ArrayDeque<>();
    private int bytes;

    void add(String line) {
        // No more characters than bytes can count: a long line is not copied for its end.
        String end = line.length() > BYTES ? line.substring(line.length() - BYTES) : line;
        byte[] text = (end + "\n").getBytes(StandardCharsets.UTF_8);
        lines.addLast(text);
        bytes += text.length;
        while (bytes - lines.getFirst().length >= BYTES) {
            bytes -= lines.removeFirst().length;
        }
    }

    /// What there is; nothing is left of it.
    byte[] take() {
        ByteArrayOutputStream all = new ByteArrayOutputStream(bytes);
        lines.forEach(all::writeBytes);
        lines.clear();
        bytes = 0;
        byte[] text = all.toByteArray();
        return text.length <= BYTES ? text : Arrays.copyOfRange(text, text.length - BYTES, text.length);
    }
}
