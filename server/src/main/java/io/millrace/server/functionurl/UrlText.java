package io.millrace.server.functionurl;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The query of a URL, decoded for a function. Nothing is refused: what is not well encoded stands for itself.
final class UrlText {
    private UrlText() {}

    /// Parameters in order; the values of one that is there more than once are joined by commas.
    ///
    /// @param query as it came over the wire, one char per byte
    static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                parameters.merge(name, value, (before, next) -> before + "," + next);
            }
        }
        return parameters;
    }

    private static String decode(String wire) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(wire.length());
        for (int i = 0; i < wire.length(); i++) {
            char c = wire.charAt(i);
            if (c == '%'
                    && i + 2 < wire.length()
                    && HexFormat.isHexDigit(wire.charAt(i + 1))
                    && HexFormat.isHexDigit(wire.charAt(i + 2))) {
                bytes.write(HexFormat.fromHexDigits(wire, i + 1, i + 3));
                i += 2;
            } else if (c > 0xff) {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.write(c == '+' ? ' ' : c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
