package io.millrace.server.gateway.call;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A caller's request to a stage of an API, after its resource was found.
///
/// @param requestId a UUID
/// @param method as sent, upper case
/// @param path behind the stage, as sent: percent-encoded
/// @param stagePath the same with what stood before it, as `$context.path` has it
/// @param resourcePath of the resource: `/pets/{petId}`
/// @param pathParameters decoded
/// @param query decoded, in order
/// @param headers as sent
/// @param body its bytes; empty when there is none
/// @param peer who asks
/// @param received when
public record GatewayRequest(
        String requestId,
        String method,
        String path,
        String stagePath,
        String resourcePath,
        Map<String, String> pathParameters,
        Map<String, List<String>> query,
        Headers headers,
        byte[] body,
        Peer peer,
        Instant received) {
    /// Who asks.
    ///
    /// @param sourceIp address of the other side
    /// @param host that it asked
    /// @param protocol `HTTP/1.1`
    public record Peer(String sourceIp, String host, String protocol) {}
}
