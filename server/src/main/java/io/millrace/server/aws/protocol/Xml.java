package io.millrace.server.aws.protocol;

/// Writing XML text.
public final class Xml {
    private Xml() {}

    /// Text as it may stand between tags and in attributes. Characters that XML 1.0 cannot hold at all are written as
    /// `&#xFFFD;`.
    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\r' -> out.append("&#13;");
                default -> out.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
        return out.toString();
    }

    private static boolean isAllowed(char c) {
        return (c >= 0x20 && c < 0xFFFE) || c == '\t' || c == '\n';
    }
}
