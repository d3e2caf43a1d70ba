package io.millrace.core.format;

import io.millrace.core.resource.firehose.InputFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the readers of a row, one for each column and what is nested in it.
final class ValueReaders {
    private final InputFormat input;
    private final ScalarReaders scalars;

    ValueReaders(InputFormat input) {
        this.input = input;
        scalars = new ScalarReaders(input);
    }

    StructReader row(HiveType.Struct row) {
        return struct("The record", "", row);
    }

    private ValueReader of(String column, HiveType type) {
        return switch (type) {
            case HiveType.Struct struct -> struct("Column " + column, column + ".", struct);
            case HiveType.Sequence(HiveType element) -> sequence(column, element);
            case HiveType.Mapping mapping -> mapping(column, mapping);
            case HiveType.Primitive ignored -> scalars.of(column, type);
            case HiveType.Decimal ignored -> scalars.of(column, type);
            case HiveType.Characters ignored -> scalars.of(column, type);
        };
    }

    private StructReader struct(String name, String path, HiveType.Struct struct) {
        List<HiveType.Field> fields = struct.fields();
        ValueReader[] members = fields.stream()
                .map(field -> of(path + field.name(), field.type()))
                .toArray(ValueReader[]::new);
        return new StructReader(name, new KeyIndex(fields, input), members);
    }

    private ValueReader sequence(String column, HiveType elementType) {
        ValueReader element = of(column + "[]", elementType);
        return (cursor, into) -> {
            if (isNull(cursor)) {
                return;
            }
            if (!cursor.skipIf('[')) {
                cursor.skipValue();
                throw MalformedRecordException.mismatch("Column " + column + " must be a JSON array.");
            }
            into.beginElements();
            if (!cursor.skipIf(']')) {
                do {
                    element.read(cursor, into.addElement(elementType));
                } while (cursor.isMore(']'));
            }
        };
    }

    private ValueReader mapping(String column, HiveType.Mapping mapping) {
        ValueReader key = scalars.ofKey(column + "{key}", mapping.key());
        ValueReader value = of(column + "{}", mapping.value());
        return (cursor, into) -> {
            if (isNull(cursor)) {
                return;
            }
            if (!cursor.skipIf('{')) {
                cursor.skipValue();
                throw MalformedRecordException.mismatch("Column " + column + " must be a JSON object.");
            }
            into.beginElements();
            if (cursor.skipIf('}')) {
                return;
            }
            Map<String, Integer> entries = new HashMap<>();
            do {
                if (cursor.peek() != '"') {
                    throw cursor.wrong("a key in quotes is missing");
                }
                int entry = into.addEntry(mapping);
                key.read(cursor, into.key(entry));
                String text = cursor.text();
                cursor.expect(':');
                value.read(cursor, into.entry(entry));
                Integer before = entries.putIfAbsent(text, entry);
                if (before != null) {
                    into.replaceByLast(before);
                }
            } while (cursor.isMore('}'));
        };
    }

    static boolean isNull(JsonCursor cursor) throws MalformedRecordException {
        if (cursor.peek() == 'n') {
            cursor.literal("null");
            return true;
        }
        return false;
    }
}
