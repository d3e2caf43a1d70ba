package io.millrace.core.format;

/// Characters in UTF-8. Source: RFC 3629.
final class Utf8 {
    private Utf8() {}

    /// Where the character that begins here ends; -1 when it is no well-formed one.
    static int next(byte[] data, int at) {
        int lead = data[at] & 0xFF;
        if (lead < 0x80) {
            return at + 1;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + length > data.length) {
            return -1;
        }
        int second = data[at + 1] & 0xFF;
        int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return -1;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((data[i] & 0xC0) != 0x80) {
                return -1;
            }
        }
        return at + length;
    }

    /// Writes a character and says where the next goes.
    static int put(byte[] out, int at, int point) {
        int to = at;
        if (point < 0x80) {
            out[to++] = (byte) point;
        } else if (point < 0x800) {
            out[to++] = (byte) (0xC0 | (point >> 6));
            out[to++] = (byte) (0x80 | (point & 0x3F));
        } else if (point < 0x10000) {
            out[to++] = (byte) (0xE0 | (point >> 12));
            out[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
            out[to++] = (byte) (0x80 | (point & 0x3F));
        } else {
            out[to++] = (byte) (0xF0 | (point >> 18));
            out[to++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            out[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
            out[to++] = (byte) (0x80 | (point & 0x3F));
        }
        return to;
    }

    /// How many of the bytes the first characters take.
    static int prefix(byte[] data, int from, int length, int characters) {
        if (length <= characters) {
            return length;
        }
        int at = from;
        int left = characters;
        while (at < from + length && left > 0) {
            at++;
            while (at < from + length && (data[at] & 0xC0) == 0x80) {
                at++;
            }
            left--;
        }
        return at - from;
    }
}
