package io.millrace.core.format;

import io.millrace.core.limit.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads one type, within bounds. Owned by one thread.
final class HiveTypeParser {
    private static final int DECIMAL_PRECISION = 10;
    private static final int DECIMAL_PRECISION_MAX = 38;
    private static final int CHAR_LENGTH_MAX = 255;
    private static final int VARCHAR_LENGTH_MAX = 65_535;

    private final String text;
    private int at;
    private int depth;

    HiveTypeParser(String text) {
        this.text = text;
    }

    HiveType parse() {
        if (text.length() > Limit.FORMAT_TYPE_CHARS.value()) {
            throw new IllegalArgumentException("a type of " + text.length() + " characters");
        }
        HiveType type = type();
        if (at < text.length()) {
            throw wrong("nothing may follow");
        }
        return type;
    }

    private HiveType type() {
        if (++depth > Limit.FORMAT_TYPE_DEPTH.value()) {
            throw wrong("nested too deep");
        }
        int begin = skipBlanks();
        String word = word();
        HiveType type =
                switch (word) {
                    case "boolean" -> HiveType.Primitive.BOOLEAN;
                    case "tinyint" -> HiveType.Primitive.TINYINT;
                    case "smallint" -> HiveType.Primitive.SMALLINT;
                    case "int", "integer" -> HiveType.Primitive.INT;
                    case "bigint" -> HiveType.Primitive.BIGINT;
                    case "float" -> HiveType.Primitive.FLOAT;
                    case "double" -> HiveType.Primitive.DOUBLE;
                    case "string" -> HiveType.Primitive.STRING;
                    case "binary" -> HiveType.Primitive.BINARY;
                    case "date" -> HiveType.Primitive.DATE;
                    case "timestamp" -> HiveType.Primitive.TIMESTAMP;
                    case "decimal" -> decimal();
                    case "char" -> new HiveType.Characters(true, length(CHAR_LENGTH_MAX));
                    case "varchar" -> new HiveType.Characters(false, length(VARCHAR_LENGTH_MAX));
                    case "array" -> array();
                    case "map" -> map();
                    case "struct" -> struct();
                    default -> {
                        at = begin;
                        throw wrong("'" + word + "' is not a type that is supported");
                    }
                };
        depth--;
        skipBlanks();
        return type;
    }

    private HiveType decimal() {
        if (!skipIf('(')) {
            return new HiveType.Decimal(DECIMAL_PRECISION, 0);
        }
        int precision = number(1, DECIMAL_PRECISION_MAX);
        int scale = skipIf(',') ? number(0, precision) : 0;
        expect(')');
        return new HiveType.Decimal(precision, scale);
    }

    private int length(int max) {
        expect('(');
        int length = number(1, max);
        expect(')');
        return length;
    }

    private HiveType array() {
        expect('<');
        HiveType element = type();
        expect('>');
        return new HiveType.Sequence(element);
    }

    private HiveType map() {
        expect('<');
        HiveType key = type();
        switch (key) {
            case HiveType.Sequence ignored -> throw wrong("a map's key cannot be nested");
            case HiveType.Mapping ignored -> throw wrong("a map's key cannot be nested");
            case HiveType.Struct ignored -> throw wrong("a map's key cannot be nested");
            case HiveType.Primitive ignored -> {}
            case HiveType.Decimal ignored -> {}
            case HiveType.Characters ignored -> {}
        }
        expect(',');
        HiveType value = type();
        expect('>');
        return new HiveType.Mapping(key, value);
    }

    private HiveType struct() {
        expect('<');
        List<HiveType.Field> fields = new ArrayList<>();
        do {
            String name = name();
            if (fields.stream().anyMatch(field -> field.name().equals(name))) {
                throw wrong("'" + name + "' is there twice");
            }
            expect(':');
            fields.add(new HiveType.Field(name, type()));
        } while (skipIf(','));
        expect('>');
        return new HiveType.Struct(fields);
    }

    private String name() {
        int begin = skipBlanks();
        while (at < text.length() && ":<>,".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(begin, at).strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw wrong("a name is missing");
        }
        return name;
    }

    private String word() {
        int begin = at;
        while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
            at++;
        }
        return text.substring(begin, at).toLowerCase(Locale.ROOT);
    }

    private int number(int min, int max) {
        int begin = skipBlanks();
        String digits = word();
        skipBlanks();
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            at = begin;
            throw wrong("a number is missing");
        }
        int value = Integer.parseInt(digits);
        if (value < min || value > max) {
            at = begin;
            throw wrong(value + " is not between " + min + " and " + max);
        }
        return value;
    }

    private void expect(char c) {
        if (!skipIf(c)) {
            throw wrong("'" + c + "' is missing");
        }
    }

    private boolean skipIf(char c) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    private IllegalArgumentException wrong(String what) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return new IllegalArgumentException("type '%s': %s (position %d)".formatted(shown, what, at));
    }
}
