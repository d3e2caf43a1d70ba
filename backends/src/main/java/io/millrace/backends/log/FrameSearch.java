package io.millrace.backends.log;

import java.io.IOException;

/// Finds where sound frames go on behind a damaged one.
final class FrameSearch {
    /// A sound frame behind damage.
    record Found(long position, FrameHeader header) {}

    private FrameSearch() {}

    /// The first sound frame after the damaged one at a position; null when there is none before the window's limit.
    ///
    /// @param expectedOffset the offset that the damaged frame should have begun with
    /// @param salt of the segment; 0 when no frame of it is known yet
    static Found after(FrameWindow window, long position, long expectedOffset, int salt) throws IOException {
        FrameHeader damaged = window.headerAt(position);
        if (damaged != null && damaged.firstOffset() == expectedOffset) {
            Found next = soundAt(window, position + damaged.frameBytes(), damaged.endOffset(), damaged.salt());
            if (next != null || position + damaged.frameBytes() == window.limit()) {
                return next;
            }
        }
        long at = position;
        while (true) {
            at = window.findMagic(at + 1, window.limit());
            if (at < 0) {
                return null;
            }
            Found found = soundAt(window, at, expectedOffset, salt);
            // Every record takes at least a byte, so so many bytes cannot have held more records than that.
            if (found != null && found.header().firstOffset() - expectedOffset <= at - position) {
                return found;
            }
        }
    }

    private static Found soundAt(FrameWindow window, long position, long offsetMin, int salt) throws IOException {
        FrameHeader header = window.headerAt(position);
        boolean sound = header != null
                && header.firstOffset() >= offsetMin
                && (salt == 0 || header.salt() == salt)
                && window.isSound(position, header);
        return sound ? new Found(position, header) : null;
    }
}
