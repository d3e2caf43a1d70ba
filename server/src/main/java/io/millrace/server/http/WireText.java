package io.millrace.server.http;

import io.millrace.core.fault.RequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Percent-decoding of what came over the wire, one char per byte.
public final class WireText {
    private WireText() {}

    /// @param plusIsSpace in a query; in a path `+` is itself
    /// @throws RequestException `ValidationException` for a broken escape or what is not UTF-8
    public static String decode(String wire, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(wire.length());
        for (int i = 0; i < wire.length(); i++) {
            char c = wire.charAt(i);
            if (c == '%') {
                if (i + 2 >= wire.length()
                        || !HexFormat.isHexDigit(wire.charAt(i + 1))
                        || !HexFormat.isHexDigit(wire.charAt(i + 2))) {
                    throw broken();
                }
                bytes.put((byte) HexFormat.fromHexDigits(wire, i + 1, i + 3));
                i += 2;
            } else if (c > 0xff) {
                throw broken();
            } else {
                bytes.put((byte) (plusIsSpace && c == '+' ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw broken();
        }
    }

    /// The parameters of a query in order; a name may be there more than once.
    public static Map<String, List<String>> query(String wire) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (wire.isEmpty()) {
            return parameters;
        }
        for (String pair : wire.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
            parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return parameters;
    }

    private static RequestException broken() {
        return new RequestException("ValidationException", "The path or the query is not well percent-encoded UTF-8");
    }
}
