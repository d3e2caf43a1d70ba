package io.millrace.backends.log;

import io.millrace.backends.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A [SegmentIndex] beside its segment, `.index` for `.log`. It saves work and is never the only place of anything: one
/// that is missing, damaged or does not fit its segment is made again from the segment. So it is not forced to disk.
///
/// Big-endian: magic and version, salt, first offset, end offset, bytes covered, last arrival, number of entries, each
/// entry's offset and position, CRC32C of all before.
final class IndexFile {
    private static final int MAGIC = 'M' << 24 | 'L' << 16 | 'I' << 8 | 1;
    private static final int HEAD_BYTES = 44;
    private static final int ENTRY_BYTES = 16;
    private static final int CRC_BYTES = 4;

    private IndexFile() {}

    static void write(Path file, long firstOffset, SegmentIndex index) throws IOException {
        long[] offsets = index.offsets();
        long[] positions = index.positions();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + offsets.length * ENTRY_BYTES + CRC_BYTES);
        bytes.putInt(MAGIC).putInt(index.salt()).putLong(firstOffset).putLong(index.endOffset());
        bytes.putLong(index.coveredBytes()).putLong(index.lastArrivalMillis()).putInt(offsets.length);
        for (int i = 0; i < offsets.length; i++) {
            bytes.putLong(offsets[i]).putLong(positions[i]);
        }
        bytes.putInt(FrameHeader.crc(bytes, 0, bytes.position()));
        AtomicFile.write(file, bytes.flip(), false);
    }

    /// The index as written; empty when there is none that is whole and belongs to this segment.
    static Optional<SegmentIndex> read(Path file, long firstOffset, long segmentBytes) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (!whole(bytes)) {
            return Optional.empty();
        }
        bytes.position(4);
        SegmentIndex index = new SegmentIndex(firstOffset, bytes.getInt());
        long first = bytes.getLong();
        long end = bytes.getLong();
        long covered = bytes.getLong();
        long arrivalMillis = bytes.getLong();
        for (int left = bytes.getInt(); left > 0; left--) {
            index.addEntry(bytes.getLong(), bytes.getLong());
        }
        index.cover(covered, end, arrivalMillis);
        return first == firstOffset && covered <= segmentBytes ? Optional.of(index) : Optional.empty();
    }

    private static boolean whole(ByteBuffer bytes) {
        int crcAt = bytes.limit() - CRC_BYTES;
        return crcAt >= HEAD_BYTES
                && bytes.getInt(0) == MAGIC
                && bytes.getInt(crcAt) == FrameHeader.crc(bytes, 0, crcAt)
                && bytes.getInt(HEAD_BYTES - 4) == (crcAt - HEAD_BYTES) / ENTRY_BYTES;
    }
}
