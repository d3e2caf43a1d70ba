package io.millrace.core.format;

/// Reads the next JSON value as one type.
@FunctionalInterface
interface ValueReader {
    /// @param into cleared; stays so for null
    void read(JsonCursor cursor, Value into) throws MalformedRecordException;
}
