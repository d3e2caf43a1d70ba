package io.millrace.server.aws.s3;

import io.millrace.server.http.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an operation answers with.
sealed interface S3Answer {
    /// All of it at once.
    record Whole(Response response) implements S3Answer {}

    /// An object's content, to be sent as it is read; whoever sends it closes it.
    record Content(Response head, InputStream content) implements S3Answer {}

    static S3Answer empty(int status) {
        return new Whole(Response.of(status, Map.of()));
    }

    static S3Answer empty(int status, Map<String, String> headers) {
        return new Whole(Response.of(status, headers));
    }

    static S3Answer xml(S3Xml body) {
        return xml(body.toString(), Map.of());
    }

    /// @param document the whole of it
    static S3Answer xml(String document, Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/xml");
        return new Whole(new Response(200, all, document.getBytes(StandardCharsets.UTF_8)));
    }
}
