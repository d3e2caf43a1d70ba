package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a REST operation answers.
public sealed interface RestAnswer {
    /// HTTP status.
    int status();

    /// By name, among them the content type.
    Map<String, String> headers();

    /// An answer that is in memory.
    record Whole(int status, Map<String, String> headers, byte[] body) implements RestAnswer {}

    /// An answer that is copied from a stream, which is then closed.
    record Content(int status, Map<String, String> headers, InputStream body) implements RestAnswer {}

    static RestAnswer json(int status, JsonNode body) {
        return new Whole(
                status,
                Map.of("Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static RestAnswer json(JsonNode body) {
        return json(200, body);
    }

    static RestAnswer empty(int status) {
        return new Whole(status, Map.of(), new byte[0]);
    }
}
