package io.millrace.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request that a part of this program makes of another part of it, see [InnerExchange].
///
/// @param method in upper case
/// @param host that is meant
/// @param path percent-encoded
/// @param query percent-encoded, without `?`
/// @param headers in order
/// @param body not to be changed afterwards
/// @param plannedId of what the request makes, where the service would draw one; no header, so that no client outside
/// and
/// no template of one can say it
public record InnerRequest(
        String method,
        String host,
        String path,
        String query,
        List<Map.Entry<String, String>> headers,
        byte[] body,
        Optional<String> plannedId) {
    public InnerRequest {
        headers = List.copyOf(headers);
    }

    /// One that leaves ids to the service.
    public InnerRequest(
            String method,
            String host,
            String path,
            String query,
            List<Map.Entry<String, String>> headers,
            byte[] body) {
        this(method, host, path, query, headers, body, Optional.empty());
    }
}
