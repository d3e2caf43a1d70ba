package io.millrace.server.runtime;

/// Text as it may stand in a header: a client context is JSON, which may be spread over lines and hold any character.
final class HeaderText {
    private HeaderText() {}

    /// The same JSON in one line of ASCII. Line ends can only stand between JSON's tokens, where a blank does as well;
    /// other characters can only stand in its strings, where an escape does as well.
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f) {
                out.append(' ');
            } else if (c > 0x7f) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
