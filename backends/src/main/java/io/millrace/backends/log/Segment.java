package io.millrace.backends.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One file of a stream: frames one after another, named by the offset of its first record. What lies beyond
/// [#durableBytes] is not there yet as far as anyone but the writer is concerned. Safe for many readers; only the owner
/// of the stream's files changes it.
final class Segment {
    private final Path file;
    private final long firstOffset;
    /// -1 for a sealed segment whose file was not asked yet.
    private volatile long durableBytes = -1;
    private volatile boolean dropped;
    /// Held while the segment is written; a sealed one's is read from its file when asked for.
    private volatile SegmentIndex liveIndex;

    Segment(Path folder, long firstOffset) {
        this.file = folder.resolve("%020d.log".formatted(firstOffset));
        this.firstOffset = firstOffset;
    }

    Path file() {
        return file;
    }

    Path indexFile() {
        return file.resolveSibling("%020d.index".formatted(firstOffset));
    }

    long firstOffset() {
        return firstOffset;
    }

    /// How far the file may be read.
    long durableBytes() throws IOException {
        if (durableBytes < 0) {
            durableBytes = Files.size(file);
        }
        return durableBytes;
    }

    void durable(long bytes) {
        durableBytes = bytes;
    }

    boolean isDropped() {
        return dropped;
    }

    void drop() {
        dropped = true;
    }

    /// The index; a sealed segment's is made again, and kept, when its file is missing or damaged.
    SegmentIndex index(ReadFiles files) throws IOException {
        SegmentIndex live = liveIndex;
        if (live != null) {
            return live;
        }
        Optional<SegmentIndex> kept = IndexFile.read(indexFile(), firstOffset, durableBytes());
        if (kept.isPresent() && kept.get().coveredBytes() == durableBytes()) {
            return kept.get();
        }
        SegmentIndex known = kept.orElseGet(() -> new SegmentIndex(firstOffset, 0));
        SegmentScan scan = SegmentScan.run(known, (target, at) -> files.read(this, target, at), durableBytes());
        if (!dropped) {
            IndexFile.write(indexFile(), firstOffset, scan.index());
        }
        return scan.index();
    }

    /// The index while this segment is written; null when it is sealed.
    SegmentIndex liveIndex() {
        return liveIndex;
    }

    void liveIndex(SegmentIndex index) {
        liveIndex = index;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
