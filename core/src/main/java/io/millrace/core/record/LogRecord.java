package io.millrace.core.record;

/// A record as the log gives it back.
///
/// @param offset its place in the stream: 0, 1, 2…, without gaps as appended
/// @param arrivalMillis when it was accepted, milliseconds since the epoch; it never falls within a stream
/// @param data what was accepted, byte for byte; the reader owns the array
public record LogRecord(long offset, long arrivalMillis, byte[] data) {}
