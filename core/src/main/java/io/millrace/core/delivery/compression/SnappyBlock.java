package io.millrace.core.delivery.compression;

import java.io.IOException;
import org.xerial.snappy.Snappy;

/// Single blocks of Snappy, without any framing: as columnar files have them. The same bytes give the same block.
///
/// Source: <https://github.com/google/snappy/blob/main/format_description.txt>
public final class SnappyBlock {
    private SnappyBlock() {}

    /// The most that a block of so many bytes may take.
    public static int maxBytes(int length) {
        return Snappy.maxCompressedLength(length);
    }

    /// @return how many bytes were written
    public static int compress(byte[] bytes, int offset, int length, byte[] to) {
        try {
            return Snappy.compress(bytes, offset, length, to, 0);
        } catch (IOException e) {
            throw new IllegalStateException("Compression in memory failed", e);
        }
    }
}
