package io.millrace.core.format;

/// One object of rows under way. Owned by one thread.
public interface RowWriter extends AutoCloseable {
    /// Adds a row; its values may be used again after the call.
    void add(Value row);

    /// Bytes of memory that rows which are not written yet take, roughly; the same each time for the same rows.
    long heldBytes();

    /// Writes what is held as a row group or stripe of its own; does nothing when nothing is held.
    void endGroup();

    /// Writes the rest; the object is then whole, but not committed.
    void finish();

    /// Frees what is held, after [#finish] or instead of it; does not fail.
    @Override
    void close();
}
