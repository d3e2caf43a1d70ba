package io.millrace.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// As much of an uncompressed ORC file as a test needs: how many rows it says it has, and the texts in it.
///
/// Source: <https://orc.apache.org/specification/ORCv1/>
record OrcFile(long rows, String content) {
    private static final int FOOTER_LENGTH = 1;
    private static final int NUMBER_OF_ROWS = 6;

    static OrcFile read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int postscript = bytes.length - 1 - (bytes[bytes.length - 1] & 0xff);
            int footer = Math.toIntExact(
                    number(ByteBuffer.wrap(bytes, postscript, bytes.length - 1 - postscript), FOOTER_LENGTH));
            return new OrcFile(
                    number(ByteBuffer.wrap(bytes, postscript - footer, footer), NUMBER_OF_ROWS),
                    new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What fits a pattern anywhere in the file, once each.
    List<String> texts(Pattern pattern) {
        return pattern.matcher(content)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    /// A number of a Protocol Buffers message.
    private static long number(ByteBuffer message, int field) {
        while (message.hasRemaining()) {
            long tag = variable(message);
            boolean text = (tag & 7) == 2;
            long value = variable(message);
            if (tag >> 3 == field && !text) {
                return value;
            }
            if (text) {
                message.position(message.position() + Math.toIntExact(value));
            }
        }
        throw new IllegalStateException("no field " + field);
    }

    private static long variable(ByteBuffer message) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
