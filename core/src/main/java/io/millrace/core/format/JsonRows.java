package io.millrace.core.format;

import io.millrace.core.resource.firehose.InputFormat;

/// Reads the rows of records: each JSON object at the top of a record is one. A record is read whole or not at all.
/// Keys that no column has are read over; columns that no key has are null; of a key that is there twice the last
/// counts. Owned by one thread.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html>
public final class JsonRows {
    private final JsonCursor cursor = new JsonCursor();
    private final StructReader reader;
    private final Rows rows;

    public JsonRows(HiveType.Struct row, InputFormat input) {
        reader = new ValueReaders(input).row(row);
        rows = new Rows(row);
    }

    /// @return the same rows each time, good until the next call and while the record is not changed
    public Rows read(byte[] record) throws MalformedRecordException {
        rows.clear();
        cursor.reset(record);
        int next = cursor.peek();
        if (next < 0) {
            throw MalformedRecordException.noRow("The record was empty or contained only whitespace.");
        }
        while (next >= 0) {
            if (next == '[') {
                throw MalformedRecordException.noRow(
                        "The input JSON contained an array at the top level. The top level must be an object.");
            }
            if (next != '{') {
                cursor.skipValue();
                throw MalformedRecordException.noRow(
                        "The input JSON contained a primitive at the top level. The top level must be an object.");
            }
            reader.read(cursor, rows.add());
            next = cursor.peek();
        }
        return rows;
    }
}
