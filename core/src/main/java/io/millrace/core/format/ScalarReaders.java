package io.millrace.core.format;

import io.millrace.core.resource.firehose.InputFormat;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.function.ToLongFunction;

/// Makes the readers of values that are not nested. OpenX takes text for a number (`"123"`), Hive does not; both take
/// any value for text.
///
/// Sources: <https://github.com/rcongiu/Hive-JSON-Serde>,
/// <https://cwiki.apache.org/confluence/display/Hive/LanguageManual+DDL#LanguageManualDDL-JSON>
final class ScalarReaders {
    private final boolean textForOthers;
    private final boolean base64;
    private final Timestamps timestamps;

    ScalarReaders(InputFormat input) {
        switch (input) {
            case InputFormat.OpenX ignored -> {
                textForOthers = true;
                base64 = true;
                timestamps = Timestamps.openX();
            }
            case InputFormat.Hive(var patterns) -> {
                textForOthers = false;
                base64 = false;
                timestamps = Timestamps.hive(patterns);
            }
        }
    }

    /// A reader of values.
    ValueReader of(String column, HiveType type) {
        return nullable(reader(column, type, textForOthers));
    }

    /// A reader of a map's keys, which are text whatever their type.
    ValueReader ofKey(String column, HiveType type) {
        return reader(column, type, true);
    }

    private ValueReader reader(String column, HiveType type, boolean fromText) {
        return switch (type) {
            case HiveType.Primitive primitive -> primitive(column, primitive, fromText);
            case HiveType.Decimal decimal -> decimal(column, decimal, fromText);
            case HiveType.Characters characters -> characters(characters);
            case HiveType.Sequence ignored -> throw new IllegalArgumentException(column + " is nested");
            case HiveType.Mapping ignored -> throw new IllegalArgumentException(column + " is nested");
            case HiveType.Struct ignored -> throw new IllegalArgumentException(column + " is nested");
        };
    }

    private ValueReader primitive(String column, HiveType.Primitive type, boolean fromText) {
        return switch (type) {
            case STRING -> ScalarReaders::text;
            case BOOLEAN -> bool(column, fromText);
            case TINYINT -> integer(column, Byte.MIN_VALUE, Byte.MAX_VALUE, fromText);
            case SMALLINT -> integer(column, Short.MIN_VALUE, Short.MAX_VALUE, fromText);
            case INT -> integer(column, Integer.MIN_VALUE, Integer.MAX_VALUE, fromText);
            case BIGINT -> integer(column, Long.MIN_VALUE, Long.MAX_VALUE, fromText);
            case FLOAT -> real(column, fromText, Float.MAX_VALUE);
            case DOUBLE -> real(column, fromText, Double.MAX_VALUE);
            case BINARY -> binary(column);
            case DATE -> date(column);
            case TIMESTAMP ->
                (cursor, into) -> {
                    boolean isText = scalar(cursor, column, "a timestamp", true);
                    timestamps.read(cursor.text(), isText, into, column);
                };
        };
    }

    private static ValueReader nullable(ValueReader reader) {
        return (cursor, into) -> {
            if (!ValueReaders.isNull(cursor)) {
                reader.read(cursor, into);
            }
        };
    }

    /// Text as it is; a number or anything else as it is written.
    private static void text(JsonCursor cursor, Value into) throws MalformedRecordException {
        if (cursor.peek() == '"') {
            cursor.readText();
            into.set(cursor.textBytes(), cursor.textFrom(), cursor.textLength());
        } else {
            int from = cursor.position();
            cursor.skipValue();
            into.set(cursor.data(), from, cursor.position() - from);
        }
    }

    private static ValueReader characters(HiveType.Characters type) {
        return (cursor, into) -> {
            text(cursor, into);
            byte[] bytes = into.bytes();
            int length = Utf8.prefix(bytes, into.offset(), into.length(), type.length());
            while (type.fixed() && length > 0 && bytes[into.offset() + length - 1] == ' ') {
                length--;
            }
            into.set(bytes, into.offset(), length);
        };
    }

    private static ValueReader bool(String column, boolean fromText) {
        return (cursor, into) -> {
            int first = cursor.peek();
            if (first == 't' || first == 'f') {
                cursor.literal(first == 't' ? "true" : "false");
                into.set(first == 't' ? 1L : 0L);
                return;
            }
            scalar(cursor, column, "true or false", fromText);
            String text = cursor.text();
            boolean yes = "true".equalsIgnoreCase(text);
            if (!yes && !"false".equalsIgnoreCase(text)) {
                throw mismatch(column, "true or false");
            }
            into.set(yes ? 1L : 0L);
        };
    }

    private static ValueReader integer(String column, long min, long max, boolean fromText) {
        String expected = "an integer from " + min + " to " + max;
        return (cursor, into) -> {
            boolean isText = scalar(cursor, column, expected, fromText);
            long value = !isText && cursor.isInteger()
                    ? cursor.integer()
                    : parsed(cursor.text().strip(), Long::parseLong, column, expected);
            if (value < min || value > max) {
                throw mismatch(column, expected);
            }
            into.set(value);
        };
    }

    private static ValueReader real(String column, boolean fromText, double max) {
        String expected = max == Double.MAX_VALUE ? "a number" : "a number within the range of float";
        return (cursor, into) -> {
            scalar(cursor, column, expected, fromText);
            double value = Double.longBitsToDouble(parsed(
                    cursor.text(), text -> Double.doubleToRawLongBits(Double.parseDouble(text)), column, expected));
            if (!Double.isFinite(value) || (max < Double.MAX_VALUE && Float.isInfinite((float) value))) {
                throw mismatch(column, expected);
            }
            into.set(value);
        };
    }

    private static ValueReader decimal(String column, HiveType.Decimal type, boolean fromText) {
        String expected = "a number that fits decimal(" + type.precision() + "," + type.scale() + ")";
        return (cursor, into) -> {
            scalar(cursor, column, expected, fromText);
            try {
                BigDecimal value = new BigDecimal(cursor.text().strip());
                // Before it is written out: 1e1000000000 has a billion digits.
                long whole = (long) value.precision() - value.scale();
                if (value.signum() != 0 && whole > type.precision() - type.scale()) {
                    throw mismatch(column, expected);
                }
                boolean tiny = value.signum() == 0 || whole < -type.scale() - 1L;
                BigDecimal rounded = (tiny ? BigDecimal.ZERO : value).setScale(type.scale(), RoundingMode.HALF_UP);
                if (rounded.precision() > type.precision()) {
                    throw mismatch(column, expected);
                }
                into.set(rounded.unscaledValue());
            } catch (NumberFormatException e) {
                throw mismatch(column, expected);
            }
        };
    }

    private ValueReader binary(String column) {
        return (cursor, into) -> {
            if (cursor.peek() != '"') {
                cursor.skipValue();
                throw mismatch(column, "a text");
            }
            cursor.readText();
            if (!base64) {
                into.set(cursor.textBytes(), cursor.textFrom(), cursor.textLength());
                return;
            }
            try {
                byte[] decoded = Base64.getDecoder().decode(cursor.text().getBytes(StandardCharsets.ISO_8859_1));
                into.set(decoded, 0, decoded.length);
            } catch (IllegalArgumentException e) {
                throw mismatch(column, "base64");
            }
        };
    }

    private static ValueReader date(String column) {
        return (cursor, into) -> {
            scalar(cursor, column, "a date", true);
            into.set(parsed(cursor.text().strip(), Timestamps::epochDay, column, "a date such as 2026-11-21"));
        };
    }

    /// Reads a text or a number.
    ///
    /// @return whether it is text
    private static boolean scalar(JsonCursor cursor, String column, String expected, boolean fromText)
            throws MalformedRecordException {
        int first = cursor.peek();
        if (first == '"' && fromText) {
            cursor.readText();
            return true;
        }
        if (first == '-' || (first >= '0' && first <= '9')) {
            cursor.readNumber();
            return false;
        }
        cursor.skipValue();
        throw mismatch(column, expected);
    }

    private static long parsed(String text, ToLongFunction<String> parse, String column, String expected)
            throws MalformedRecordException {
        try {
            return parse.applyAsLong(text);
        } catch (NumberFormatException | DateTimeException e) {
            throw mismatch(column, expected);
        }
    }

    static MalformedRecordException mismatch(String column, String expected) {
        return MalformedRecordException.mismatch("Column " + column + " must be " + expected + ".");
    }
}
