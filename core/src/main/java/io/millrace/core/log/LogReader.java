package io.millrace.core.log;

import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.util.List;

/// One consumer's place in one stream. Owned by one thread at a time; [#close] may come from another and ends a waiting
/// poll.
///
/// [#position] moves with every poll and is forgotten at the end of the process; what survives is the [Checkpoint].
public interface LogReader extends AutoCloseable {
    /// Takes the next durable records, waiting up to `maxWait` while there is none. Comes back at once when there is at
    /// least one.
    ///
    /// @param maxRecords at most so many
    /// @param maxBytes stop before the data would pass this; the first record is given however large it is
    /// @return records in order, without gaps, except where retention dropped what lay between: then it goes on at
    /// the oldest kept; empty
    ///     when the wait ended
    /// @throws CorruptRecordsException when what lies at the position is damaged; the position stays: seek to
    /// `resumeOffset` to go on
    /// @throws InterruptedException when interrupted or closed while waiting
    List<LogRecord> poll(int maxRecords, long maxBytes, Duration maxWait) throws InterruptedException;

    /// The offset that the next poll begins at.
    long position();

    /// Moves to an offset; one that is no longer kept is taken as the oldest kept.
    void seek(long offset);

    /// What was last kept by [#checkpoint(Checkpoint)]; at first, offset 0 and no open batch.
    Checkpoint checkpoint();

    /// Keeps the consumer's progress: durable when it returns, whole or not at all. Retention never passes `position`
    /// unless told to.
    ///
    /// @throws io.millrace.core.fault.UnavailableException when the disk refuses; the last checkpoint stands
    void checkpoint(Checkpoint checkpoint);

    /// Where the stream begins and ends now.
    StreamExtent extent();

    @Override
    void close();
}
