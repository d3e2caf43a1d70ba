package io.millrace.server.gateway.authorize;

import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;

/// Checks the signature of callers of methods with authorization AWS_IAM. May block; any thread.
@FunctionalInterface
public interface SignatureCheck {
    /// Refuses every caller: there is nobody to check signatures.
    SignatureCheck REFUSED = (request, call) -> {
        throw new GatewayFailure(
                GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR, "Authorization AWS_IAM is not supported");
    };

    /// @throws GatewayFailure MISSING_AUTHENTICATION_TOKEN, INVALID_SIGNATURE, EXPIRED_TOKEN or ACCESS_DENIED
    Authorized check(GatewayRequest request, StageCall call) throws GatewayFailure;
}
