package io.millrace.core.format;

import io.millrace.core.limit.Limit;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads the JSON of one record from its bytes, token by token, without making objects: text stays where it is unless
/// it has escapes. Whatever the bytes are, it reads them or says what is wrong. Owned by one thread.
///
/// Source: RFC 8259.
final class JsonCursor {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final int LONG_DIGITS = 18;

    private byte[] data = new byte[0];
    private int at;
    private byte[] scratch = new byte[256];
    private int scratchAt;
    private byte[] textBytes = data;
    private int textFrom;
    private int textLength;
    private boolean integral;
    private long integer;

    void reset(byte[] record) {
        data = record;
        at = 0;
        scratchAt = 0;
    }

    int position() {
        return at;
    }

    byte[] data() {
        return data;
    }

    /// The last text or number that was read.
    byte[] textBytes() {
        return textBytes;
    }

    int textFrom() {
        return textFrom;
    }

    int textLength() {
        return textLength;
    }

    String text() {
        return new String(textBytes, textFrom, textLength, StandardCharsets.UTF_8);
    }

    /// Whether the last number is an integer of at most 18 digits, which [#integer] then is.
    boolean isInteger() {
        return integral;
    }

    long integer() {
        return integer;
    }

    /// The next byte that is no white space, which stays; -1 at the end.
    int peek() {
        while (at < data.length) {
            byte b = data[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return -1;
    }

    boolean skipIf(char c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    void expect(char c) throws MalformedRecordException {
        if (!skipIf(c)) {
            throw wrong("'" + c + "' is missing");
        }
    }

    /// After a member or an element: whether another follows.
    boolean isMore(char end) throws MalformedRecordException {
        if (skipIf(',')) {
            return true;
        }
        expect(end);
        return false;
    }

    MalformedRecordException wrong(String what) {
        return MalformedRecordException.notJson(what, at);
    }

    void literal(String word) throws MalformedRecordException {
        int end = at + word.length();
        if (end > data.length) {
            throw wrong("a value is cut off");
        }
        for (int i = 0; i < word.length(); i++) {
            if (data[at + i] != word.charAt(i)) {
                throw wrong("no JSON value begins like this");
            }
        }
        at = end;
    }

    /// Reads text, whose quote is next.
    void readText() throws MalformedRecordException {
        int begin = ++at;
        int i = begin;
        while (i + Long.BYTES <= data.length) {
            long eight = (long) LONGS.get(data, i);
            long quotes = eight ^ 0x2222_2222_2222_2222L;
            long slashes = eight ^ 0x5C5C_5C5C_5C5C_5C5CL;
            long hits = ((quotes - ONES) & ~quotes)
                    | ((slashes - ONES) & ~slashes)
                    | ((eight - 0x2020_2020_2020_2020L) & ~eight)
                    | eight;
            hits &= TOPS;
            if (hits != 0) {
                i += Long.numberOfTrailingZeros(hits) >>> 3;
                break;
            }
            i += Long.BYTES;
        }
        readRest(begin, i);
    }

    private void readRest(int begin, int from) throws MalformedRecordException {
        int i = from;
        while (i < data.length) {
            byte b = data[i];
            if (b == '"') {
                textBytes = data;
                textFrom = begin;
                textLength = i - begin;
                at = i + 1;
                return;
            }
            if (b == '\\') {
                unescape(begin, i);
                return;
            }
            i = character(i, b);
        }
        at = data.length;
        throw wrong("a text does not end");
    }

    /// Where the next character begins.
    private int character(int i, byte b) throws MalformedRecordException {
        if (b >= ' ') {
            return i + 1;
        }
        int next = b >= 0 ? -1 : Utf8.next(data, i);
        if (next < 0) {
            at = i;
            throw wrong(b >= 0 ? "a control character in a text must be escaped" : "a text is not UTF-8");
        }
        return next;
    }

    private void unescape(int begin, int firstEscape) throws MalformedRecordException {
        // What it becomes is never longer than what it was.
        int end = endOfText(firstEscape);
        if (scratch.length - scratchAt < end - begin) {
            scratch = new byte[Math.max(2 * scratch.length, end - begin)];
            scratchAt = 0;
        }
        int out = scratchAt;
        int i = begin;
        while (i < end) {
            if (data[i] != '\\') {
                scratch[out++] = data[i++];
            } else if (data[i + 1] == 'u') {
                int unit = hex(i);
                i += 6;
                boolean pair = Character.isHighSurrogate((char) unit)
                        && i + 6 <= end
                        && data[i] == '\\'
                        && data[i + 1] == 'u'
                        && Character.isLowSurrogate((char) hex(i));
                int point = unit;
                if (pair) {
                    point = Character.toCodePoint((char) unit, (char) hex(i));
                    i += 6;
                } else if (Character.isSurrogate((char) unit)) {
                    point = 0xFFFD;
                }
                out = Utf8.put(scratch, out, point);
            } else {
                scratch[out++] = unescaped(i);
                i += 2;
            }
        }
        textBytes = scratch;
        textFrom = scratchAt;
        textLength = out - scratchAt;
        scratchAt = out;
        at = end + 1;
    }

    private int endOfText(int from) throws MalformedRecordException {
        int i = from;
        while (i < data.length) {
            byte b = data[i];
            if (b == '"') {
                return i;
            }
            if (b == '\\') {
                i += 2;
            } else {
                i = character(i, b);
            }
        }
        at = data.length;
        throw wrong("a text does not end");
    }

    private int hex(int escape) throws MalformedRecordException {
        int value = 0;
        for (int i = escape + 2; i < escape + 6; i++) {
            int digit = i < data.length ? Character.digit((char) data[i], 16) : -1;
            if (digit < 0) {
                at = escape;
                throw wrong("\\u needs four hexadecimal digits");
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private byte unescaped(int escape) throws MalformedRecordException {
        byte b = data[escape + 1];
        return switch (b) {
            case '"', '\\', '/' -> b;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> {
                at = escape;
                throw wrong("no such escape");
            }
        };
    }

    /// Reads a number, whose first character is next.
    void readNumber() throws MalformedRecordException {
        textBytes = data;
        textFrom = at;
        boolean negative = data[at] == '-';
        if (negative) {
            at++;
        }
        int digits = at;
        integer = digits();
        boolean zero = data[digits] == '0';
        if (zero && at > digits + 1) {
            throw wrong("a number may not begin with a zero");
        }
        integral = at - digits <= LONG_DIGITS;
        if (at < data.length && data[at] == '.') {
            at++;
            integral = false;
            digits();
        }
        if (at < data.length && (data[at] | 0x20) == 'e') {
            at++;
            integral = false;
            if (at < data.length && (data[at] == '+' || data[at] == '-')) {
                at++;
            }
            digits();
        }
        textLength = at - textFrom;
        integer = negative ? -integer : integer;
    }

    private long digits() throws MalformedRecordException {
        int begin = at;
        long value = 0;
        while (at < data.length && data[at] >= '0' && data[at] <= '9') {
            value = value * 10 + (data[at] - '0');
            at++;
        }
        if (at == begin) {
            throw wrong("no JSON value begins or ends like this");
        }
        return value;
    }

    /// Reads over any value, checking that it is one.
    void skipValue() throws MalformedRecordException {
        skipValue(0);
    }

    private void skipValue(int depth) throws MalformedRecordException {
        if (depth > Limit.JQ_JSON_DEPTH.value()) {
            throw wrong("nested too deep");
        }
        switch (peek()) {
            case '{' -> {
                at++;
                if (!skipIf('}')) {
                    do {
                        readKey();
                        skipValue(depth + 1);
                    } while (isMore('}'));
                }
            }
            case '[' -> {
                at++;
                if (!skipIf(']')) {
                    do {
                        skipValue(depth + 1);
                    } while (isMore(']'));
                }
            }
            case '"' -> readText();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            case -1 -> throw wrong("a value is missing");
            default -> readNumber();
        }
    }

    /// Reads a key and the colon behind it.
    void readKey() throws MalformedRecordException {
        if (peek() != '"') {
            throw wrong("a key in quotes is missing");
        }
        readText();
        expect(':');
    }
}
