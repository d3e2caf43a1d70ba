package io.millrace.backends.log;

import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.record.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A place in a stream from which records are taken, segment after segment. Not thread-safe.
final class RecordCursor {
    private final StreamLog stream;
    private long position;
    private Segment segment;
    /// Where the next frame begins, and with which offset; at or before the position.
    private long framePosition;

    private long frameOffset;
    /// Frames from here on belong to the next segment, even if some that were refused still lie in this one.
    private long followingOffset;

    private int salt;

    RecordCursor(StreamLog stream, long position) {
        this.stream = stream;
        this.position = position;
    }

    long position() {
        return position;
    }

    void seek(long offset) {
        position = offset;
        segment = null;
    }

    /// Takes the records that are there, up to the bounds; none when there is none.
    ///
    /// @throws CorruptRecordsException when the first of them is damaged; the position stays
    List<LogRecord> take(int maxRecords, long maxBytes) throws IOException {
        Taken taken = new Taken(new ArrayList<>(), maxRecords, maxBytes);
        FrameWindow window = stream.parts().windows().borrow();
        try {
            if ((segment == null || segment.isDropped()) && !locate()) {
                return taken.records;
            }
            open(window);
            while (step(window, taken)) {}
            return taken.records;
        } finally {
            stream.parts().windows().giveBack(window);
        }
    }

    private boolean locate() throws IOException {
        Segment[] segments = stream.segments();
        if (segments.length == 0) {
            return false;
        }
        position = Math.max(position, segments[0].firstOffset());
        int at = segments.length - 1;
        while (segments[at].firstOffset() > position) {
            at--;
        }
        enter(segments[at]);
        if (position > segment.firstOffset()) {
            segment.index(stream.parts().readFiles()).before(position).ifPresent(place -> {
                framePosition = place.position();
                frameOffset = place.offset();
            });
        }
        return true;
    }

    private void enter(Segment entered) {
        segment = entered;
        framePosition = 0;
        frameOffset = entered.firstOffset();
        salt = 0;
    }

    private void open(FrameWindow window) throws IOException {
        Segment read = segment;
        Segment following = stream.after(read);
        followingOffset = following == null ? Long.MAX_VALUE : following.firstOffset();
        window.open((target, at) -> stream.parts().readFiles().read(read, target, at), read.durableBytes());
    }

    /// Takes from one frame, or moves on. False when there is no more to take.
    private boolean step(FrameWindow window, Taken taken) throws IOException {
        if (frameOffset >= followingOffset || framePosition >= window.limit()) {
            return goOn(window, taken);
        }
        FrameHeader frame = window.headerAt(framePosition);
        if (frame == null || frame.firstOffset() != frameOffset) {
            return taken.records.isEmpty() && damaged(window, stream.after(segment));
        }
        if (frame.endOffset() > position) {
            if (!window.isSound(framePosition, frame)) {
                return taken.records.isEmpty() && damaged(window, stream.after(segment));
            }
            if (!copy(frame, window.body(framePosition, frame), taken)) {
                return false;
            }
        }
        framePosition += frame.frameBytes();
        frameOffset = frame.endOffset();
        salt = frame.salt();
        return true;
    }

    /// At the end of what was known of the segment: there is more of it, or a next one, or nothing yet.
    private boolean goOn(FrameWindow window, Taken taken) throws IOException {
        Segment following = stream.after(segment);
        if (following != null && frameOffset >= following.firstOffset()) {
            enter(following);
            open(window);
            return true;
        }
        if (segment.durableBytes() > window.limit()) {
            open(window);
            return true;
        }
        // A sealed segment that ends before the next one begins has lost records.
        return following != null && taken.records.isEmpty() && damaged(window, following);
    }

    /// False when the bounds were reached before the frame's end.
    private boolean copy(FrameHeader frame, ByteBuffer body, Taken taken) {
        for (long offset = frame.firstOffset(); offset < frame.endOffset(); offset++) {
            int bytes = Varint.get(body);
            if (offset < position) {
                body.position(body.position() + bytes);
                continue;
            }
            if (taken.isFull(bytes)) {
                return false;
            }
            byte[] data = new byte[bytes];
            body.get(data);
            taken.records.add(new LogRecord(offset, frame.arrivalMillis(), data));
            taken.bytes += bytes;
            position = offset + 1;
        }
        return true;
    }

    /// Damage lies at the frame: passes over it when the position is behind it, and reports it otherwise.
    private boolean damaged(FrameWindow window, Segment following) throws IOException {
        long end = following == null ? stream.endOffset() : following.firstOffset();
        open(window);
        FrameSearch.Found found =
                framePosition < window.limit() ? FrameSearch.after(window, framePosition, frameOffset, salt) : null;
        boolean isFound = found != null && (following == null || found.header().firstOffset() < end);
        long resumeOffset = isFound ? found.header().firstOffset() : end;
        if (resumeOffset <= position) {
            framePosition = isFound ? found.position() : window.limit();
            frameOffset = resumeOffset;
            return true;
        }
        throw new CorruptRecordsException(
                "%s, byte %d".formatted(segment, framePosition), Math.max(position, frameOffset), resumeOffset);
    }

    private static final class Taken {
        final List<LogRecord> records;
        final int maxRecords;
        final long maxBytes;
        long bytes;

        Taken(List<LogRecord> records, int maxRecords, long maxBytes) {
            this.records = records;
            this.maxRecords = maxRecords;
            this.maxBytes = maxBytes;
        }

        boolean isFull(int next) {
            return !records.isEmpty() && (records.size() >= maxRecords || bytes + next > maxBytes);
        }
    }
}
