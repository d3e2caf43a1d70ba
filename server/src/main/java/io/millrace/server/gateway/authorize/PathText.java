package io.millrace.server.gateway.authorize;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.IntPredicate;

/// Spellings of a path. What is not percent-encoding stays as it is.
final class PathText {
    private static final int ESCAPE_CHARS = 3;
    private static final int HEX = 16;

    private PathText() {}

    /// With those characters unescaped that need no escape, and the other escapes in upper case.
    static String usual(String path) {
        return unescape(path, PathText::isUnreserved);
    }

    /// With all escapes undone.
    static String decoded(String path) {
        return unescape(path, any -> true);
    }

    /// Without empty segments and without a slash at the end.
    static String singleSlashes(String path) {
        String single = path.replaceAll("/{2,}", "/");
        return single.length() > 1 && single.endsWith("/") ? single.substring(0, single.length() - 1) : single;
    }

    private static String unescape(String path, IntPredicate wanted) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (!isEscape(bytes, i)) {
                out.write(bytes[i]);
                continue;
            }
            String hex = new String(bytes, i + 1, 2, StandardCharsets.US_ASCII);
            int value = Integer.parseInt(hex, HEX);
            if (wanted.test(value)) {
                out.write(value);
            } else {
                out.writeBytes(("%" + hex.toUpperCase(Locale.ROOT)).getBytes(StandardCharsets.US_ASCII));
            }
            i += ESCAPE_CHARS - 1;
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return bytes[at] == '%'
                && at + 2 < bytes.length
                && HexFormat.isHexDigit(bytes[at + 1])
                && HexFormat.isHexDigit(bytes[at + 2]);
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
