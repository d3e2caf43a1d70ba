package io.millrace.backends.log;

import io.millrace.core.limit.Limit;
import java.util.Arrays;
import java.util.Optional;

/// Where frames lie in a segment: the offset and position of about one frame in each
/// [Limit#LOG_INDEX_STEP_BYTES], with what the frames up to here amount to. Safe for one writer and many readers.
final class SegmentIndex {
    /// Where a frame begins.
    record Place(long offset, long position) {}

    private long[] offsets = new long[4];
    private long[] positions = new long[4];
    private int size;
    private long coveredBytes;
    private long endOffset;
    private long lastArrivalMillis;
    private final int salt;

    SegmentIndex(long firstOffset, int salt) {
        this.endOffset = firstOffset;
        this.salt = salt;
    }

    /// Takes up a frame that follows those before.
    synchronized void add(long position, long frameBytes, long offset, int count, long arrivalMillis) {
        if (size == 0 || position - positions[size - 1] >= Limit.LOG_INDEX_STEP_BYTES.value()) {
            addEntry(offset, position);
        }
        coveredBytes = position + frameBytes;
        endOffset = offset + count;
        lastArrivalMillis = arrivalMillis;
    }

    synchronized void addEntry(long offset, long position) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        offsets[size] = offset;
        positions[size++] = position;
    }

    synchronized void cover(long bytes, long end, long arrivalMillis) {
        coveredBytes = bytes;
        endOffset = end;
        lastArrivalMillis = arrivalMillis;
    }

    /// A frame at or before the offset; empty when none is known, and the segment is to be read from its beginning.
    synchronized Optional<Place> before(long offset) {
        int found = Arrays.binarySearch(offsets, 0, size, offset);
        int at = found >= 0 ? found : -found - 2;
        return at < 0 ? Optional.empty() : Optional.of(new Place(offsets[at], positions[at]));
    }

    synchronized long coveredBytes() {
        return coveredBytes;
    }

    synchronized long endOffset() {
        return endOffset;
    }

    /// Arrival of the last record; 0 when there is none.
    synchronized long lastArrivalMillis() {
        return lastArrivalMillis;
    }

    int salt() {
        return salt;
    }

    synchronized long[] offsets() {
        return Arrays.copyOf(offsets, size);
    }

    synchronized long[] positions() {
        return Arrays.copyOf(positions, size);
    }
}
