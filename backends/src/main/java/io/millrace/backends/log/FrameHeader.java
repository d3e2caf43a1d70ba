package io.millrace.backends.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The head of a frame. A frame is one append on disk: this header, then each record as a varint of its length and its
/// bytes. All numbers are big-endian:
///
/// | at | bytes | |
/// |---|---|---|
/// | 0 | 4 | `MLF` and the version, 1 |
/// | 4 | 4 | bytes of the body |
/// | 8 | 8 | offset of the first record |
/// | 16 | 8 | arrival, milliseconds since the epoch |
/// | 24 | 4 | records |
/// | 28 | 4 | CRC32C of the body |
/// | 32 | 4 | the segment's salt |
/// | 36 | 4 | CRC32C of the 36 bytes before |
///
/// The salt is drawn for each segment file, so that bytes inside a record which look like a frame are not taken for one
/// when a damaged file is searched.
record FrameHeader(int bodyBytes, long firstOffset, long arrivalMillis, int count, int bodyCrc, int salt) {
    static final int BYTES = 40;
    static final int MAGIC = 'M' << 24 | 'L' << 16 | 'F' << 8 | 1;
    private static final int CRC_AT = 36;

    /// The header at an index of the buffer, or null when the bytes there are none or are damaged.
    static FrameHeader readAt(ByteBuffer buffer, int at) {
        if (buffer.getInt(at) != MAGIC || buffer.getInt(at + CRC_AT) != crc(buffer, at, CRC_AT)) {
            return null;
        }
        FrameHeader header = new FrameHeader(
                buffer.getInt(at + 4),
                buffer.getLong(at + 8),
                buffer.getLong(at + 16),
                buffer.getInt(at + 24),
                buffer.getInt(at + 28),
                buffer.getInt(at + 32));
        return header.bodyBytes >= header.count && header.count > 0 && header.firstOffset >= 0 ? header : null;
    }

    void writeAt(ByteBuffer buffer, int at) {
        buffer.putInt(at, MAGIC)
                .putInt(at + 4, bodyBytes)
                .putLong(at + 8, firstOffset)
                .putLong(at + 16, arrivalMillis)
                .putInt(at + 24, count)
                .putInt(at + 28, bodyCrc)
                .putInt(at + 32, salt);
        buffer.putInt(at + CRC_AT, crc(buffer, at, CRC_AT));
    }

    long frameBytes() {
        return (long) BYTES + bodyBytes;
    }

    /// The offset after the frame's last record.
    long endOffset() {
        return firstOffset + count;
    }

    static int crc(ByteBuffer buffer, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.slice(from, length));
        return (int) crc.getValue();
    }
}
