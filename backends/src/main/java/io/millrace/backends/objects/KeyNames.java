package io.millrace.backends.objects;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// File names for the segments of object keys, and back, without loss.
///
/// What every system can hold stands as it is: a key of letters, digits and common signs is its own path. All else is
/// `%XX`, byte by byte of its UTF-8: non-ASCII too, as how Java writes such names depends on the locale it was started
/// in. Three endings that no escape can give mean more:
/// - `%_` is an empty segment,
/// - `%+` ends a folder that holds the rest of a segment too long for one name,
/// - `%2F` ends the file of a key that is also the beginning of longer keys (`a` beside `a/b`).
final class KeyNames {
    static final String EMPTY = "%_";
    static final String CONTINUED = "%+";
    static final String BESIDE_FOLDER = "%2F";

    /// Names may have 255 bytes on all common file systems; this leaves room for the endings.
    private static final int NAME_CHARS_MAX = 200;

    private static final String ESCAPED = "%<>:\"|?*\\";
    private static final String HEX = "0123456789ABCDEF";

    private KeyNames() {}

    /// The path of a key: names from the bucket's folder down to the file.
    static List<String> path(String key) {
        List<String> names = new ArrayList<>();
        int start = 0;
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', start)) {
            addSegment(names, key.substring(start, slash));
            start = slash + 1;
        }
        addSegment(names, key.substring(start));
        return names;
    }

    private static void addSegment(List<String> names, String segment) {
        String rest = encode(segment);
        while (rest.length() > NAME_CHARS_MAX) {
            int cut = NAME_CHARS_MAX;
            // Not within an escape.
            int escape = rest.lastIndexOf('%', cut - 1);
            if (escape > cut - 3) {
                cut = escape;
            }
            names.add(rest.substring(0, cut) + CONTINUED);
            rest = rest.substring(cut);
        }
        names.add(rest);
    }

    static String encode(String segment) {
        if (segment.isEmpty()) {
            return EMPTY;
        }
        byte[] bytes = segment.getBytes(StandardCharsets.UTF_8);
        StringBuilder name = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            boolean last = i == bytes.length - 1;
            if (b < 0x20 || b >= 0x7f || ESCAPED.indexOf(b) >= 0 || (last && (b == '.' || b == ' '))) {
                name.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
            } else {
                name.append((char) b);
            }
        }
        return name.toString();
    }

    /// The segment that a name stands for; empty for a name that no segment is given.
    static Optional<String> decode(String name) {
        if (name.equals(EMPTY)) {
            return Optional.of("");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%') {
                int high = i + 2 < name.length() ? HEX.indexOf(name.charAt(i + 1)) : -1;
                int low = high < 0 ? -1 : HEX.indexOf(name.charAt(i + 2));
                if (low < 0) {
                    return Optional.empty();
                }
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c < 0x80 ? c : 0xff);
            }
        }
        return text(bytes.toByteArray()).filter(segment -> encode(segment).equals(name));
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
