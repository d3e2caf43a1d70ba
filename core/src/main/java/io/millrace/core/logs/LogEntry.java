package io.millrace.core.logs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What one record of a log group's stream says. In bytes, numbers big-endian:
///
/// | at | bytes | |
/// |---|---|---|
/// | 0 | 1 | version, 1 |
/// | 1 | 1 | kind: `e` event, `c` log stream made, `d` log stream deleted |
/// | 2 | 8 | time, milliseconds since the epoch |
/// | 10 | 2 | bytes of the log stream's name |
/// | 12 | | the name, then the message of an event; both UTF-8 |
///
/// An event of a log stream that is not there makes it. The ingestion time of an event is the arrival of its record.
sealed interface LogEntry {
    /// Which log stream.
    String stream();

    /// Milliseconds since the epoch.
    long timeMillis();

    /// An event.
    record Event(String stream, long timeMillis, String message) implements LogEntry {}

    /// A log stream was made, or was there all along and its first record is being dropped.
    record Created(String stream, long timeMillis) implements LogEntry {}

    /// A log stream was deleted, with all of its events so far.
    record Deleted(String stream, long timeMillis) implements LogEntry {}

    /// The record's bytes. Lone surrogates become question marks.
    default byte[] encode() {
        byte[] name = stream().getBytes(StandardCharsets.UTF_8);
        byte[] message = message(this).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Wire.HEADER_BYTES + name.length + message.length)
                .put(Wire.VERSION)
                .put(kind(this))
                .putLong(timeMillis())
                .putShort((short) name.length)
                .put(name)
                .put(message)
                .array();
    }

    /// @throws IllegalStateException when this is no such record: it was written by a later version
    static LogEntry decode(byte[] data) {
        if (data.length < Wire.HEADER_BYTES || data[0] != Wire.VERSION) {
            throw new IllegalStateException("Not a log event of version 1: was this data written by a later version?");
        }
        ByteBuffer buffer = ByteBuffer.wrap(data);
        byte kind = buffer.get(1);
        long timeMillis = buffer.getLong(2);
        int nameBytes = Short.toUnsignedInt(buffer.getShort(10));
        int messageAt = Wire.HEADER_BYTES + nameBytes;
        if (messageAt > data.length) {
            throw new IllegalStateException("A log event whose log stream name is cut off");
        }
        String stream = new String(data, Wire.HEADER_BYTES, nameBytes, StandardCharsets.UTF_8);
        return switch (kind) {
            case Wire.EVENT ->
                new Event(
                        stream,
                        timeMillis,
                        new String(data, messageAt, data.length - messageAt, StandardCharsets.UTF_8));
            case Wire.CREATED -> new Created(stream, timeMillis);
            case Wire.DELETED -> new Deleted(stream, timeMillis);
            default ->
                throw new IllegalStateException(
                        "A log entry of kind " + kind + ": was this data written by a later version?");
        };
    }

    private static byte kind(LogEntry entry) {
        return switch (entry) {
            case Event event -> Wire.EVENT;
            case Created created -> Wire.CREATED;
            case Deleted deleted -> Wire.DELETED;
        };
    }

    private static String message(LogEntry entry) {
        return entry instanceof Event event ? event.message() : "";
    }

    /// The numbers of the form above.
    final class Wire {
        static final byte VERSION = 1;
        static final byte EVENT = 'e';
        static final byte CREATED = 'c';
        static final byte DELETED = 'd';
        static final int HEADER_BYTES = 12;

        private Wire() {}
    }
}
