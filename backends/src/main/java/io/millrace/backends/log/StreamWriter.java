package io.millrace.backends.log;

import io.millrace.backends.log.SegmentFiles.SegmentFile;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The writing side of a stream. Only for the log's writer thread.
///
/// A group commit calls [#add] for each append, then [#write], then [#commit]. What is written and not committed is
/// seen
/// by no reader. When the disk refuses, all appends not yet committed fail and what they wrote is abandoned: the
/// segment
/// ends at its durable end, and the stream goes on in a new file, for after a failed sync nobody can tell what the
/// system's cache holds.
final class StreamWriter {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

    private static final long WARN_PAUSE_NANOS = 10_000_000_000L;

    private final StreamLog stream;
    private final LogParts parts;
    private final ArrayList<LogEntry.Append> group = new ArrayList<>();
    private Segment segment;
    private SegmentFile file;
    private boolean suspect;
    private boolean folderDirty;
    private long written;
    private long nextOffset;
    private long arrivalMillis;
    private int encoded;
    private int committed;
    private long bytesIndexed;
    private long warnedNanos = System.nanoTime() - WARN_PAUSE_NANOS - 1;

    StreamWriter(StreamLog stream, StreamFiles files) {
        this.stream = stream;
        this.parts = stream.parts();
        this.nextOffset = files.endOffset();
        this.arrivalMillis = files.lastArrivalMillis();
        if (files.segments().length > 0) {
            segment = files.segments()[files.segments().length - 1];
            written = segment.liveIndex().coveredBytes();
            bytesIndexed = written;
        }
    }

    void add(LogEntry.Append append) {
        group.add(append);
    }

    boolean isIdle() {
        return group.isEmpty();
    }

    /// Writes the group's frames.
    ///
    /// @param buffer empty, and empty again afterwards
    /// @param nowMillis the arrival time, unless the stream's clock is ahead of it
    void write(ByteBuffer buffer, long nowMillis, GroupTally tally) throws IOException {
        arrivalMillis = Math.max(arrivalMillis, nowMillis);
        openFile();
        for (; encoded < group.size(); encoded++) {
            LogEntry.Append append = group.get(encoded);
            long at = written + buffer.position();
            if (at > 0 && at + append.frameBytes() > parts.config().segmentBytes()) {
                flush(buffer);
                commit(tally);
                roll();
            }
            if (append.frameBytes() > buffer.capacity()) {
                flush(buffer);
                ByteBuffer large = ByteBuffer.allocateDirect(append.frameBytes());
                encode(append, large);
                flush(large);
            } else {
                if (append.frameBytes() > buffer.remaining()) {
                    flush(buffer);
                }
                encode(append, buffer);
            }
        }
        flush(buffer);
    }

    private void encode(LogEntry.Append append, ByteBuffer buffer) {
        append.firstOffset = nextOffset;
        append.position = written + buffer.position();
        int start = buffer.position();
        buffer.position(start + FrameHeader.BYTES);
        for (byte[] bytes : append.records) {
            Varint.put(buffer, bytes.length);
            buffer.put(bytes);
        }
        int bodyCrc = FrameHeader.crc(buffer, start + FrameHeader.BYTES, append.bodyBytes);
        int salt = segment.liveIndex().salt();
        new FrameHeader(append.bodyBytes, nextOffset, arrivalMillis, append.records.size(), bodyCrc, salt)
                .writeAt(buffer, start);
        nextOffset += append.records.size();
    }

    private void flush(ByteBuffer buffer) throws IOException {
        if (buffer.position() > 0) {
            int bytes = buffer.flip().remaining();
            file.write(buffer, written);
            written += bytes;
            buffer.clear();
        }
    }

    /// Makes durable what was written, shows it to readers and completes its appends.
    void commit(GroupTally tally) throws IOException {
        if (encoded == committed) {
            return;
        }
        long start = System.nanoTime();
        file.sync();
        if (folderDirty) {
            parts.files().syncFolder(stream.folder());
            parts.files().syncFolder(stream.folder().toAbsolutePath().getParent());
            folderDirty = false;
        }
        tally.synced(System.nanoTime() - start);
        SegmentIndex index = segment.liveIndex();
        for (int i = committed; i < encoded; i++) {
            LogEntry.Append append = group.get(i);
            index.add(append.position, append.frameBytes(), append.firstOffset, append.records.size(), arrivalMillis);
            tally.appended(append);
        }
        stream.publish(segment, written, nextOffset);
        int from = committed;
        committed = encoded;
        for (int i = from; i < committed; i++) {
            group.get(i).succeed(arrivalMillis);
        }
        if (written - bytesIndexed >= Limit.LOG_INDEX_INTERVAL_BYTES.value()) {
            writeIndex();
        }
    }

    /// Ends the group, whether or not it succeeded.
    void endGroup() {
        group.clear();
        encoded = 0;
        committed = 0;
    }

    /// The disk refused: fails what is not committed and goes back to the durable end.
    void abandon(IOException cause, GroupTally tally) {
        String message = "The log cannot write stream '%s': %s".formatted(stream.name(), cause.getMessage());
        long now = System.nanoTime();
        if (now - warnedNanos > WARN_PAUSE_NANOS) {
            warnedNanos = now;
            LOG.warn(
                    "{} ({} appends refused; more of the same is not logged for 10 s)",
                    message,
                    group.size() - committed);
        }
        UnavailableException fault = new UnavailableException(message, cause);
        suspect = true;
        try {
            repair();
        } catch (IOException e) {
            LOG.debug("Stream {} stays as it is until the disk takes writes again: {}", stream.name(), e.toString());
        }
        for (int i = committed; i < group.size(); i++) {
            tally.failed(message);
            group.get(i).fail(fault);
        }
    }

    private void openFile() throws IOException {
        if (suspect) {
            repair();
        }
        if (segment == null) {
            begin(nextOffset);
        } else if (file == null) {
            file = parts.files().open(segment.file());
        }
    }

    /// Leaves the segment at its durable end and begins a new file. Until that is done, nothing is written.
    private void repair() throws IOException {
        nextOffset = stream.endOffset();
        closeFile();
        if (segment != null) {
            written = segment.durableBytes();
            if (written == 0) {
                Files.deleteIfExists(segment.file());
            } else {
                cutOff();
            }
        }
        begin(nextOffset);
        parts.files().syncFolder(stream.folder());
        suspect = false;
    }

    private void cutOff() {
        try (SegmentFile cut = parts.files().open(segment.file())) {
            cut.truncate(written);
        } catch (IOException e) {
            // Not needed for what follows: the next segment's first offset bounds what is read from this one.
            LOG.warn("{} could not be cut off at byte {}: {}", segment, written, e.toString());
        }
        writeIndex();
    }

    private void roll() throws IOException {
        closeFile();
        writeIndex();
        begin(nextOffset);
    }

    /// Seals the segment being written, so that retention can drop it.
    void seal() throws IOException {
        if (segment != null && segment.durableBytes() > 0 && !suspect) {
            roll();
            parts.files().syncFolder(stream.folder());
            closeFile();
        }
    }

    private void begin(long firstOffset) throws IOException {
        closeFile();
        Files.createDirectories(stream.folder());
        Segment begun = new Segment(stream.folder(), firstOffset);
        begun.durable(0);
        begun.liveIndex(new SegmentIndex(firstOffset, parts.salt()));
        file = parts.files().open(begun.file());
        folderDirty = true;
        Segment sealed = segment;
        segment = begun;
        written = 0;
        bytesIndexed = 0;
        stream.add(begun);
        if (sealed != null) {
            sealed.liveIndex(null);
        }
    }

    private void writeIndex() {
        try {
            IndexFile.write(segment.indexFile(), segment.firstOffset(), segment.liveIndex());
            bytesIndexed = written;
        } catch (IOException e) {
            LOG.debug("No index beside {}, it will be made when needed: {}", segment, e.toString());
        }
    }

    /// Closes the file until the next append.
    void closeFile() throws IOException {
        if (file != null) {
            SegmentFile closing = file;
            file = null;
            closing.close();
        }
    }

    /// Closes for good; the index saves the next opening a scan.
    void close() throws IOException {
        closeFile();
        if (segment != null && written > bytesIndexed && !suspect) {
            writeIndex();
        }
    }
}
