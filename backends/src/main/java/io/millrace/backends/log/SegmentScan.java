package io.millrace.backends.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads a segment from where its index stops, checks every frame, and so makes the index whole.
///
/// A frame that is damaged with nothing sound behind it is the torn tail of a write that was never acknowledged. With
/// sound frames behind, it is corruption of what may have been acknowledged: it stays, and readers report it.
record SegmentScan(SegmentIndex index, List<Damage> damages) {
    /// Bytes that hold no sound frame, in front of some that do.
    record Damage(long position, long end, long offset, long resumeOffset) {}

    /// @param known what is known of the segment; taken further in place
    /// @param source the segment
    /// @param bytes its length
    static SegmentScan run(SegmentIndex known, FrameWindow.Source source, long bytes) throws IOException {
        FrameWindow window = new FrameWindow();
        window.open(source, bytes);
        List<Damage> damages = new ArrayList<>();
        SegmentIndex index = known;
        long position = known.coveredBytes();
        long offset = known.endOffset();
        while (position < bytes) {
            FrameHeader header = window.headerAt(position);
            if (header == null || header.firstOffset() != offset || !window.isSound(position, header)) {
                FrameSearch.Found found = FrameSearch.after(window, position, offset, index.salt());
                if (found == null) {
                    break;
                }
                header = found.header();
                damages.add(new Damage(position, found.position(), offset, header.firstOffset()));
                position = found.position();
            }
            if (index.salt() == 0) {
                index = new SegmentIndex(offset, header.salt());
            }
            index.add(position, header.frameBytes(), header.firstOffset(), header.count(), header.arrivalMillis());
            position += header.frameBytes();
            offset = header.endOffset();
        }
        return new SegmentScan(index, damages);
    }
}
