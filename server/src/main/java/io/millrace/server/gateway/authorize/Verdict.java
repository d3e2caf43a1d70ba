package io.millrace.server.gateway.authorize;

import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.server.gateway.call.GatewayFailure;
import java.time.Instant;

/// What an authorizer found out about a caller; it may be kept, and is held against each call anew.
sealed interface Verdict permits Grant, VerifiedToken {
    /// @throws GatewayFailure when it does not cover this call
    Authorized on(ApiMethod method, MethodArn arn, Instant now) throws GatewayFailure;
}
