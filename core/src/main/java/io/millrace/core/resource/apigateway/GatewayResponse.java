package io.millrace.core.resource.apigateway;

import java.util.Map;
import java.util.Optional;

/// What callers are answered when a request does not come to its integration's answer.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html>
///
/// @param type which failure
/// @param statusCode three digits; none leaves the type's own
/// @param parameters `gatewayresponse.header.name` and where its value comes from
/// @param templates by content type
public record GatewayResponse(
        GatewayResponseType type,
        Optional<String> statusCode,
        Map<String, String> parameters,
        Map<String, String> templates) {
    public GatewayResponse {
        parameters = Map.copyOf(parameters);
        templates = Map.copyOf(templates);
    }
}
