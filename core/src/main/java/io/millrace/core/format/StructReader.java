package io.millrace.core.format;

/// Reads an object as a struct. Owned by one thread.
final class StructReader implements ValueReader {
    private final String column;
    private final KeyIndex keys;
    private final ValueReader[] members;

    StructReader(String column, KeyIndex keys, ValueReader[] members) {
        this.column = column;
        this.keys = keys;
        this.members = members;
    }

    @Override
    public void read(JsonCursor cursor, Value into) throws MalformedRecordException {
        if (cursor.peek() == 'n') {
            cursor.literal("null");
            return;
        }
        if (!cursor.skipIf('{')) {
            cursor.skipValue();
            throw MalformedRecordException.mismatch(column + " must be a JSON object.");
        }
        into.begin();
        if (cursor.skipIf('}')) {
            return;
        }
        do {
            if (cursor.peek() != '"') {
                throw cursor.wrong("a key in quotes is missing");
            }
            cursor.readText();
            int member = keys.find(cursor.textBytes(), cursor.textFrom(), cursor.textLength());
            cursor.expect(':');
            if (member < 0) {
                cursor.skipValue();
            } else {
                Value value = into.child(member);
                value.clear();
                members[member].read(cursor, value);
            }
        } while (cursor.isMore('}'));
    }
}
