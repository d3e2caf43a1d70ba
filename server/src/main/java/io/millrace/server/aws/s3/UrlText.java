package io.millrace.server.aws.s3;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Percent-encoding of keys and parameters, both ways.
final class UrlText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String LITERAL = "-._~/";

    private UrlText() {}

    /// What a part of a URL means. The text is as it came over the wire, one char per byte.
    ///
    /// @param plusIsSpace in a query; in a path `+` is itself
    /// @throws io.millrace.core.fault.RequestException `InvalidURI` for a broken escape or what is not UTF-8
    static String decode(String wire, boolean plusIsSpace) {
        ByteBuffer bytes = ByteBuffer.allocate(wire.length());
        for (int i = 0; i < wire.length(); i++) {
            char c = wire.charAt(i);
            if (c == '%') {
                if (i + 2 >= wire.length()
                        || !HexFormat.isHexDigit(wire.charAt(i + 1))
                        || !HexFormat.isHexDigit(wire.charAt(i + 2))) {
                    throw S3Errors.invalidUri();
                }
                bytes.put((byte) HexFormat.fromHexDigits(wire, i + 1, i + 3));
                i += 2;
            } else if (c > 0xff) {
                throw S3Errors.invalidUri();
            } else {
                bytes.put((byte) (plusIsSpace && c == '+' ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw S3Errors.invalidUri();
        }
    }

    /// As listings give keys when the client asked for `encoding-type=url`; slashes stay.
    static String encode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || LITERAL.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%');
                HEX.toHexDigits(out, b);
            }
        }
        return out.toString();
    }
}
