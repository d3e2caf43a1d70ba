package io.millrace.backends.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A stream's segments as found in its folder. Only the last one is looked into, from where its index stops; its torn
/// tail is cut off.
///
/// @param segments in order of offset; the last is the one that is written
/// @param lastArrivalMillis of the stream; 0 when it has no records
record StreamFiles(Segment[] segments, long endOffset, long lastArrivalMillis) {
    private static final Logger LOG = LoggerFactory.getLogger(StreamFiles.class);
    private static final String SEGMENT_NAME = "\\d{20}\\.log";

    static StreamFiles open(Path folder, LogParts parts) throws IOException {
        Segment[] segments = segments(folder);
        if (segments.length == 0) {
            return new StreamFiles(segments, 0, 0);
        }
        Segment last = segments[segments.length - 1];
        SegmentIndex index = recover(last, parts);
        last.liveIndex(index);
        last.durable(index.coveredBytes());
        long arrivalMillis = index.lastArrivalMillis();
        if (index.coveredBytes() == 0 && segments.length > 1) {
            arrivalMillis =
                    segments[segments.length - 2].index(parts.readFiles()).lastArrivalMillis();
        }
        return new StreamFiles(segments, index.endOffset(), arrivalMillis);
    }

    private static Segment[] segments(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Segment[0];
        }
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().matches(SEGMENT_NAME))
                    .forEach(found::add);
        }
        return found.stream()
                .map(file -> file.getFileName().toString().substring(0, 20))
                .mapToLong(Long::parseLong)
                .sorted()
                .mapToObj(first -> new Segment(folder, first))
                .toArray(Segment[]::new);
    }

    private static SegmentIndex recover(Segment last, LogParts parts) throws IOException {
        long bytes = Files.size(last.file());
        Optional<SegmentIndex> kept = IndexFile.read(last.indexFile(), last.firstOffset(), bytes);
        SegmentIndex known = kept.orElseGet(() -> new SegmentIndex(last.firstOffset(), 0));
        SegmentScan scan =
                SegmentScan.run(known, (target, at) -> parts.readFiles().read(last, target, at), bytes);
        for (SegmentScan.Damage damage : scan.damages()) {
            LOG.error(
                    "Corrupt records {} to {} in {}, bytes {} to {}; sound ones follow, so they stay and are reported to readers",
                    damage.offset(),
                    damage.resumeOffset() - 1,
                    last,
                    damage.position(),
                    damage.end());
        }
        if (scan.index().coveredBytes() < bytes) {
            cutOff(last, scan.index(), bytes);
        }
        return scan.index().salt() == 0 ? new SegmentIndex(last.firstOffset(), parts.salt()) : scan.index();
    }

    private static void cutOff(Segment last, SegmentIndex index, long bytes) throws IOException {
        LOG.warn(
                "Torn tail of {}: {} bytes from byte {} on (offset {}) were never acknowledged and are cut off",
                last,
                bytes - index.coveredBytes(),
                index.coveredBytes(),
                index.endOffset());
        try (FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.WRITE)) {
            channel.truncate(index.coveredBytes());
            channel.force(true);
        }
    }

    /// These segments and one more; it takes the place of an empty one that begins at the same offset.
    static Segment[] with(Segment[] segments, Segment added) {
        boolean replaces = segments.length > 0 && segments[segments.length - 1].firstOffset() == added.firstOffset();
        int at = replaces ? segments.length - 1 : segments.length;
        Segment[] grown = Arrays.copyOf(segments, at + 1);
        grown[at] = added;
        return grown;
    }
}
