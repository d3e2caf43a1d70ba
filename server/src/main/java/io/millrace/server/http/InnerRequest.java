package io.millrace.server.http;

import java.util.List;
import java.util.Map;

/// A request that a part of this program makes of another part of it, see [InnerExchange].
///
/// @param method in upper case
/// @param host that is meant
/// @param path percent-encoded
/// @param query percent-encoded, without `?`
/// @param headers in order
/// @param body not to be changed afterwards
public record InnerRequest(
        String method, String host, String path, String query, List<Map.Entry<String, String>> headers, byte[] body) {
    public InnerRequest {
        headers = List.copyOf(headers);
    }
}
