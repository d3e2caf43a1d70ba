package io.millrace.server.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/// A whole answer.
///
/// @param status HTTP status
/// @param headers by name; Content-Length is set for you
/// @param more further headers, whose names may repeat: a Set-Cookie each
/// @param body its bytes, not to be changed afterwards
public record Response(int status, Map<String, String> headers, List<Entry<String, String>> more, byte[] body) {
    private static final byte[] EMPTY = {};

    /// Without headers that repeat.
    public Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, List.of(), body);
    }

    public static Response of(int status, Map<String, String> headers) {
        return new Response(status, headers, EMPTY);
    }

    public static Response of(int status, String contentType, String body) {
        return new Response(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }
}
