package io.millrace.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A whole answer.
///
/// @param status HTTP status
/// @param headers by name; Content-Length is set for you
/// @param body its bytes, not to be changed afterwards
public record Response(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] EMPTY = {};

    public static Response of(int status, Map<String, String> headers) {
        return new Response(status, headers, EMPTY);
    }

    public static Response of(int status, String contentType, String body) {
        return new Response(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}
