package io.millrace.core.log;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The durable, ordered log under everything that is accepted: many named streams, each a sequence of records with
/// offsets 0, 1, 2….
///
/// Guarantees, each held by `EventLogContract`:
/// 1. When an append's future completes normally, its records survive a kill of the process and a loss of power.
/// 2. An append is atomic: after a crash all of its records are there, or none.
/// 3. Appends to one stream are ordered as they were called from one thread; offsets have no gaps.
/// 4. A failed append (disk full, I/O error) leaves no record that a reader will ever see, and harms no other.
/// 5. Arrival times never fall within a stream, even when the clock does.
/// 6. A record that was damaged on disk is never given to a reader ([CorruptRecordsException] instead).
///
/// A name is 1–200 characters of `[a-zA-Z0-9_.-]`, not beginning with a dot; any other is an IllegalArgumentException.
/// Retention drops only what the consumers of a stream have read (unless told otherwise); a stream that has no consumer
/// is
/// kept until [#trim].
///
/// All methods may be called from any thread. [#append] never blocks: it may be called on an event loop. All others may
/// do file I/O.
public interface EventLog extends AutoCloseable {
    /// Appends records to a stream, which begins to exist with its first append or reader.
    ///
    /// @param stream its name
    /// @param records at least one, together at most [io.millrace.core.limit.Limit#LOG_APPEND_BYTES], else it is an
    ///     IllegalArgumentException; the arrays belong to the log until the future completes
    /// @return completes when durable. Fails with [io.millrace.core.fault.UnavailableException] when the queue is
    /// full or the disk refuses; it
    ///     completes on the log's own thread, so what hangs on it must be short and must not block
    CompletableFuture<Appended> append(String stream, List<byte[]> records);

    /// Opens the one reader of a consumer on a stream, placed at the consumer's checkpoint (offset 0 when it has none).
    ///
    /// @param consumer as a stream name; a second open reader of the same name on the same stream is an
    /// IllegalStateException
    LogReader reader(String stream, String consumer);

    /// Opens a reader that keeps no checkpoint and holds nothing back from retention: to look, not to consume.
    LogReader viewer(String stream, long fromOffset);

    /// Where a stream begins and ends. A stream that does not exist is empty at offset 0.
    StreamExtent extent(String stream);

    /// Names of all streams, sorted.
    List<String> streams();

    /// Drops what lies before the offset, whole segments at a time, whatever consumers have read; for a stream that
    /// keeps itself compact.
    void trim(String stream, long beforeOffset);

    /// Deletes a stream with its records and consumers. Open readers fail from then on; a stream of this name begins
    /// anew at offset 0.
    void delete(String stream);

    /// Forgets a consumer, so that it holds nothing back from retention any more. Its reader must be closed.
    void forget(String stream, String consumer);

    /// Completes what was appended, closes files. Appends fail from then on.
    @Override
    void close();
}
