package io.millrace.backends.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Drops sealed segments that are old or too much, and that all consumers of their stream have read (or, when told so,
/// that they have not).
///
/// A stream without consumers is nobody's queue but somebody's memory (the catalog reads itself whole at every start):
/// it is kept until it is trimmed. Not thread-safe.
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final EmbeddedLog log;
    private final LogParts parts;

    Retention(EmbeddedLog log, LogParts parts) {
        this.log = log;
        this.parts = parts;
    }

    /// A sealed segment that may go.
    private record Candidate(StreamLog stream, long endOffset, long bytes, long lastArrivalMillis) {}

    /// Looks through the log once. What cannot be dropped now is tried again the next time, so it never throws.
    void sweep() {
        try {
            sweepStreams();
        } catch (RuntimeException e) {
            LOG.warn("Retention is put off: {}", e.toString());
        }
    }

    private void sweepStreams() {
        List<Candidate> kept = new ArrayList<>();
        long bytes = 0;
        for (String name : log.streams()) {
            try {
                StreamLog stream = log.stream(name);
                byAge(stream);
                kept.addAll(candidates(stream));
                bytes += stream.extent().bytes();
            } catch (IOException | RuntimeException e) {
                LOG.warn("Retention of stream {} is put off: {}", name, e.toString());
            }
        }
        bySize(kept, bytes);
    }

    private void byAge(StreamLog stream) throws IOException {
        long agedMillis = parts.clock().millis() - parts.config().retention().toMillis();
        Segment[] segments = stream.segments();
        if (segments.length == 0) {
            return;
        }
        SegmentIndex active = segments[segments.length - 1].liveIndex();
        boolean idle = active != null && active.coveredBytes() > 0 && active.lastArrivalMillis() <= agedMillis;
        if (idle && droppableBefore(stream) >= stream.endOffset()) {
            log.seal(stream);
        }
        long before = 0;
        for (Candidate candidate : candidates(stream)) {
            if (candidate.lastArrivalMillis > agedMillis) {
                break;
            }
            before = candidate.endOffset;
        }
        stream.dropBefore(before);
    }

    private void bySize(List<Candidate> candidates, long logBytes) {
        if (parts.config().retentionBytes().isEmpty()) {
            return;
        }
        long over = logBytes - parts.config().retentionBytes().getAsLong();
        candidates.sort(Comparator.comparingLong(Candidate::lastArrivalMillis));
        for (Candidate candidate : candidates) {
            if (over <= 0) {
                return;
            }
            try {
                candidate.stream.dropBefore(candidate.endOffset);
                over -= candidate.bytes;
            } catch (IOException e) {
                LOG.warn("Retention of stream {} is put off: {}", candidate.stream.name(), e.toString());
            }
        }
    }

    private List<Candidate> candidates(StreamLog stream) throws IOException {
        long before = droppableBefore(stream);
        Segment[] segments = stream.segments();
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i + 1 < segments.length && segments[i + 1].firstOffset() <= before; i++) {
            long arrivalMillis = segments[i].index(parts.readFiles()).lastArrivalMillis();
            candidates.add(
                    new Candidate(stream, segments[i + 1].firstOffset(), segments[i].durableBytes(), arrivalMillis));
        }
        return candidates;
    }

    /// Retention may drop what lies before this offset.
    private long droppableBefore(StreamLog stream) throws IOException {
        OptionalLong read = stream.consumers().smallest();
        if (read.isEmpty()) {
            return 0;
        }
        return parts.config().discardUnread() ? stream.endOffset() : read.getAsLong();
    }
}
