package io.millrace.backends.orc;

import io.millrace.core.delivery.compression.SnappyBlock;
import io.millrace.core.resource.firehose.OutputFormat.OrcCompression;
import java.util.zip.Deflater;

/// Compresses streams and footers in chunks, each behind three bytes that say its length and whether it is compressed.
/// The same bytes give the same chunks. Holds nothing.
///
/// Source: <https://orc.apache.org/specification/ORCv1/> (Compression)
final class OrcCompressor {
    static final int CHUNK_BYTES = 256 << 10;
    private static final int ORIGINAL = 1;

    private final OrcCompression compression;

    OrcCompressor(OrcCompression compression) {
        this.compression = compression;
    }

    /// As the post script names it.
    int kind() {
        return switch (compression) {
            case NONE -> 0;
            case ZLIB -> 1;
            case SNAPPY -> 2;
        };
    }

    Bytes compress(byte[] bytes, int size) {
        Bytes out = new Bytes();
        if (compression == OrcCompression.NONE) {
            out.add(bytes, 0, size);
            return out;
        }
        for (int from = 0; from < size; from += CHUNK_BYTES) {
            chunk(bytes, from, Math.min(CHUNK_BYTES, size - from), out);
        }
        return out;
    }

    private void chunk(byte[] bytes, int from, int length, Bytes out) {
        byte[] to = new byte[SnappyBlock.maxBytes(length)];
        int compressed = compression == OrcCompression.SNAPPY
                ? SnappyBlock.compress(bytes, from, length, to)
                : deflate(bytes, from, length, to);
        boolean smaller = compressed < length;
        int header = smaller ? compressed << 1 : (length << 1) | ORIGINAL;
        out.add(header);
        out.add(header >>> Byte.SIZE);
        out.add(header >>> (2 * Byte.SIZE));
        out.add(smaller ? to : bytes, smaller ? 0 : from, smaller ? compressed : length);
    }

    private static int deflate(byte[] bytes, int from, int length, byte[] to) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(bytes, from, length);
            deflater.finish();
            int size = deflater.deflate(to);
            return deflater.finished() ? size : Integer.MAX_VALUE;
        } finally {
            deflater.end();
        }
    }
}
