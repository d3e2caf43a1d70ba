package io.millrace.server.provision.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/// Fills the placeholders of the table. What looks random follows from a seed, so it is the same each time.
///
/// @param seed of the random digits
/// @param properties of the resource
/// @param words placeholders that mean something of their own
record KeptText(String seed, JsonNode properties, Map<String, String> words) {
    private static final int HEX_CHARS = 17;

    /// A pattern with everything in its place.
    ///
    /// @throws RequestException `ValidationError` when a property that is needed is not there
    String fill(String pattern) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '{') {
                int end = end(pattern, at);
                out.append(value(pattern.substring(at + 1, end)));
                at = end;
            } else if (c == '*') {
                out.append(hex(seed + pattern, HEX_CHARS));
            } else {
                out.append(c);
            }
            at++;
        }
        return out.toString();
    }

    /// Where the brace closes: there may be others within.
    private static int end(String pattern, int start) {
        int depth = 0;
        for (int i = start; i < pattern.length(); i++) {
            depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("A brace is not closed: " + pattern);
    }

    private String value(String placeholder) {
        int colon = placeholder.indexOf(':');
        String name = colon < 0 ? placeholder : placeholder.substring(0, colon);
        String word = words.get(name);
        if (word != null) {
            return word;
        }
        JsonNode property = properties.path(name);
        if (property.isValueNode() && !property.isNull()) {
            return property.asText();
        }
        if (colon < 0) {
            throw new RequestException("ValidationError", "required key [" + name + "] not found");
        }
        return fill(placeholder.substring(colon + 1));
    }

    static String hex(String seed, int chars) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, chars);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
