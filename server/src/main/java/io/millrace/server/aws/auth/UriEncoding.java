package io.millrace.server.aws.auth;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Percent-encoding as AWS signs it: every byte but the unreserved `A-Z a-z 0-9 - . _ ~` as `%XX` in upper case. Text
/// is as it came over the wire, one char per byte.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html>
final class UriEncoding {
    /// In a query, `+` is a space.
    static final boolean PLUS_IS_SPACE = true;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private UriEncoding() {}

    /// One spelling for all that mean the same: decodes once and encodes again; null when a percent sign is not
    /// followed by two hexadecimal digits.
    static String canonical(String text, boolean plusIsSpace) {
        if (isUnreserved(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int value = escaped(text, i);
                if (value < 0) {
                    return null;
                }
                append(out, (char) value);
                i += 2;
            } else {
                append(out, plusIsSpace && c == '+' ? ' ' : c);
            }
        }
        return out.toString();
    }

    /// The path of an S3 request: as it is, in one spelling. Neither `.` segments nor double slashes are anything
    /// special in a key.
    static String canonicalKeyPath(String path) {
        if (isUnreservedPath(path)) {
            return path;
        }
        String[] segments = path.split("/", -1);
        StringBuilder out = new StringBuilder(path.length() + 16);
        for (int i = 0; i < segments.length; i++) {
            String segment = canonical(segments[i], !PLUS_IS_SPACE);
            if (segment == null) {
                return null;
            }
            out.append(i == 0 ? "" : "/").append(segment);
        }
        return out.toString();
    }

    /// The path of all other services: without `.`, `..` and empty segments, and encoded once more than it was sent.
    static String canonicalPath(String path) {
        if (path.equals("/")) {
            return path;
        }
        List<String> kept = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                if (!kept.isEmpty()) {
                    kept.removeLast();
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.add(segment);
            }
        }
        StringBuilder out = new StringBuilder(path.length() + 16);
        for (String segment : kept) {
            out.append('/');
            encode(out, segment);
        }
        if (kept.isEmpty() || path.endsWith("/") || path.endsWith("/.") || path.endsWith("/..")) {
            out.append('/');
        }
        return out.toString();
    }

    /// What a well-formed text means; for text that [#canonical] gave.
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                out.append((char) escaped(text, i));
                i += 2;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void encode(StringBuilder out, String text) {
        for (int i = 0; i < text.length(); i++) {
            append(out, text.charAt(i));
        }
    }

    private static void append(StringBuilder out, char c) {
        if (isUnreserved(c)) {
            out.append(c);
        } else {
            out.append('%');
            HEX.toHexDigits(out, (byte) c);
        }
    }

    private static int escaped(String text, int percent) {
        if (percent + 2 >= text.length()
                || !HexFormat.isHexDigit(text.charAt(percent + 1))
                || !HexFormat.isHexDigit(text.charAt(percent + 2))) {
            return -1;
        }
        return HexFormat.fromHexDigits(text, percent + 1, percent + 3);
    }

    private static boolean isUnreserved(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isUnreserved(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreservedPath(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '/' && !isUnreserved(path.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
