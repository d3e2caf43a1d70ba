package io.millrace.core.delivery.record;

import io.millrace.core.record.LogRecord;

/// A record on its way into a delivery stream's processing.
///
/// @param offset in its stream of the log
/// @param arrivalMillis when it was accepted
/// @param data as put
/// @param pastFunction whether a function has transformed it already: it failed behind it, and was put again
public record SourceRecord(long offset, long arrivalMillis, byte[] data, boolean pastFunction) {
    /// A record that a client put.
    public static SourceRecord put(LogRecord record) {
        return new SourceRecord(record.offset(), record.arrivalMillis(), record.data(), false);
    }

    /// A record that was put again from an error object.
    public static SourceRecord redriven(LogRecord record) {
        RedrivenRecord redriven = RedrivenRecord.read(record.data());
        return new SourceRecord(record.offset(), record.arrivalMillis(), redriven.data(), redriven.pastFunction());
    }
}
