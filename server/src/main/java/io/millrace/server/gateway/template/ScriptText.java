package io.millrace.server.gateway.template;

/// `$util.escapeJavaScript`: as Apache Commons' `escapeEcmaScript`, which is what AWS's function of that name is
/// known to do with single quotes. What comes out is a JSON string's inside once `\'` is `'` again.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html>
final class ScriptText {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private ScriptText() {}

    static String escaped(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSpecial(text.charAt(i))) {
                return escapedFrom(text, i);
            }
        }
        return text;
    }

    private static boolean isSpecial(char c) {
        return c < ' ' || c > '~' || c == '"' || c == '\'' || c == '\\' || c == '/';
    }

    private static String escapedFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpecial(c)) {
                escape(c, out);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"', '\'', '\\', '/' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default ->
                out.append("\\u")
                        .append(HEX[c >> 12])
                        .append(HEX[c >> 8 & 15])
                        .append(HEX[c >> 4 & 15])
                        .append(HEX[c & 15]);
        }
    }
}
