package io.millrace.server.terminal;

/// Text from records, made safe to print: a record may hold escape sequences that would change the terminal's title,
/// colours or clipboard, or characters that reorder what is shown.
public final class TerminalText {
    private TerminalText() {}

    /// The text on one line: controls, format characters and lone surrogates are shown as escapes.
    public static String safe(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        switch (point) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append("\\t");
            default -> {
                if (isSafe(point)) {
                    safe.appendCodePoint(point);
                } else {
                    safe.append("\\u{").append(Integer.toHexString(point)).append('}');
                }
            }
        }
    }

    private static boolean isSafe(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
