package io.millrace.backends.log;

import io.millrace.core.limit.Limit;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A piece of a segment in memory, moved along as frames are read. Not thread-safe.
final class FrameWindow {
    /// Where the bytes come from.
    interface Source {
        /// As `FileChannel.read(ByteBuffer, long)`.
        int read(ByteBuffer target, long position) throws IOException;
    }

    private ByteBuffer buffer = ByteBuffer.allocateDirect(Limit.LOG_READ_BUFFER_BYTES.intValue());
    private Source source;
    private long start;
    private long limit;

    FrameWindow() {
        buffer.limit(0);
    }

    /// Begins with a segment, or anew after more of it became durable.
    ///
    /// @param segmentLimit nothing at or after this position is looked at
    void open(Source segment, long segmentLimit) {
        source = segment;
        limit = segmentLimit;
        start = 0;
        buffer.limit(0);
    }

    long limit() {
        return limit;
    }

    boolean isGrown() {
        return buffer.capacity() > Limit.LOG_READ_BUFFER_BYTES.value();
    }

    /// The header at a position, or null when there is none that is sound and whose frame ends within the limit.
    FrameHeader headerAt(long position) throws IOException {
        if (!hold(position, FrameHeader.BYTES)) {
            return null;
        }
        FrameHeader header = FrameHeader.readAt(buffer, at(position));
        return header == null || position + header.frameBytes() > limit ? null : header;
    }

    /// Whether the body of the frame at a position is as it was written.
    boolean isSound(long position, FrameHeader header) throws IOException {
        return hold(position, Math.toIntExact(header.frameBytes()))
                && FrameHeader.crc(buffer, at(position) + FrameHeader.BYTES, header.bodyBytes()) == header.bodyCrc();
    }

    /// The body of a frame that [#isSound]; good until the window is moved.
    ByteBuffer body(long position, FrameHeader header) {
        return buffer.slice(at(position) + FrameHeader.BYTES, header.bodyBytes());
    }

    /// The next position from here, before `end`, at which a frame's magic stands; -1 when there is none.
    long findMagic(long from, long end) throws IOException {
        for (long position = from; position < end; position++) {
            if (!hold(position, FrameHeader.BYTES)) {
                return -1;
            }
            if (buffer.getInt(at(position)) == FrameHeader.MAGIC) {
                return position;
            }
        }
        return -1;
    }

    private int at(long position) {
        return (int) (position - start);
    }

    private boolean hold(long position, int bytes) throws IOException {
        if (position >= start && position + bytes <= start + buffer.limit()) {
            return true;
        }
        if (position + bytes > limit) {
            return false;
        }
        if (bytes > buffer.capacity()) {
            buffer = ByteBuffer.allocateDirect(bytes);
        }
        fill(position, bytes);
        return true;
    }

    private void fill(long position, int bytes) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), limit - position));
        start = position;
        while (buffer.hasRemaining()) {
            if (source.read(buffer, position + buffer.position()) < 0) {
                break;
            }
        }
        buffer.flip();
        if (buffer.limit() < bytes) {
            int held = buffer.limit();
            buffer.limit(0);
            throw new EOFException("The file ends at byte %d, %d bytes before the end of its records"
                    .formatted(position + held, bytes - held));
        }
    }
}
