package io.millrace.server.gateway.backend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.Headers;
import java.nio.charset.StandardCharsets;

/// Answers the status that the request's template says: `{"statusCode": 200}`.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html>
public final class MockBackend implements Backend {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {};

    @Override
    public BackendAnswer call(BackendRequest request) throws GatewayFailure {
        try {
            JsonNode status = JSON.readTree(new String(request.body(), StandardCharsets.UTF_8))
                    .path("statusCode");
            if (status.canConvertToInt() && status.intValue() >= 100 && status.intValue() <= 599) {
                return BackendAnswer.of(status.intValue(), Headers.NONE, NOTHING);
            }
        } catch (JsonProcessingException e) {
            // As below.
        }
        throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
    }
}
