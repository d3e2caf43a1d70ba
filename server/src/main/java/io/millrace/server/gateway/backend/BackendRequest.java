package io.millrace.server.gateway.backend;

import io.millrace.server.gateway.call.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/// A request as an integration gets it, after mapping.
///
/// @param method it is called with
/// @param path values for `{name}` in its URI, not encoded
/// @param query parameters, not encoded
/// @param headers for it
/// @param body its bytes
/// @param timeout after which the caller is answered without it
public record BackendRequest(
        String method,
        Map<String, String> path,
        List<Entry<String, String>> query,
        Headers headers,
        byte[] body,
        Duration timeout) {}
