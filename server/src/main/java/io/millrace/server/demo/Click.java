package io.millrace.server.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// What a visitor did, as a site would send it.
///
/// @param clickId unlike that of any other click
/// @param userId the visitor
/// @param ip where from
/// @param time when
/// @param method of the request
/// @param path what was asked for
/// @param status what it was answered with
/// @param bytes how much that was
/// @param referrer the page before; `-` for none
/// @param userAgent the browser or bot
public record Click(
        String clickId,
        String userId,
        String ip,
        Instant time,
        String method,
        String path,
        int status,
        long bytes,
        String referrer,
        String userAgent) {
    /// One line of JSON.
    byte[] json() {
        return (JsonNodeFactory.instance
                                .objectNode()
                                .put("clickId", clickId)
                                .put("userId", userId)
                                .put("ip", ip)
                                .put("time", time.toString())
                                .put("method", method)
                                .put("path", path)
                                .put("status", status)
                                .put("bytes", bytes)
                                .put("referrer", referrer)
                                .put("userAgent", userAgent)
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
