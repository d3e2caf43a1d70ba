package io.millrace.core.store;

import java.util.Optional;

/// One object under way. Owned by one thread. Memory is bounded by [io.millrace.core.limit.Limit#OBJECT_BUFFER_BYTES]
/// however large the object grows.
/// Closing without a commit leaves no trace.
public interface ObjectWriter extends AutoCloseable {
    /// Adds bytes; the array may be used again after the call.
    ///
    /// @throws io.millrace.core.fault.UnavailableException when there is no room or the store does not answer; the
    /// writer is then of no further use
    void write(byte[] bytes, int offset, int length);

    default void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    /// Keeps a header that is known only now, such as a checksum; before the commit.
    void keep(String name, String value);

    /// Makes the object visible under its key, in place of any other, and durable.
    StoredObject commit();

    /// As [#commit], but only when the condition holds at that moment.
    ///
    /// @throws io.millrace.core.fault.RequestException `PreconditionFailed`; `NoSuchKey` where an entity tag was
    /// wanted
    /// and there is no object
    StoredObject commit(Condition condition);

    /// Gives up what was not committed; does nothing after a commit.
    @Override
    void close();

    /// What must hold of the present object for a commit: `If-None-Match: *` or `If-Match: etag`.
    ///
    /// @param absent the key must not exist
    /// @param etag the key must exist with this entity tag; `*` for any
    record Condition(boolean absent, Optional<String> etag) {
        public static final Condition NONE = new Condition(false, Optional.empty());
    }
}
