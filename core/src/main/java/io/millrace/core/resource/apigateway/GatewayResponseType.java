package io.millrace.core.resource.apigateway;

import java.util.Optional;

/// Why a request does not come to its integration's answer, and what the caller is answered then.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html>
public enum GatewayResponseType {
    ACCESS_DENIED(403, "User is not authorized to access this resource"),
    API_CONFIGURATION_ERROR(500, "Internal server error"),
    AUTHORIZER_CONFIGURATION_ERROR(500, "Internal server error"),
    AUTHORIZER_FAILURE(500, "Internal server error"),
    BAD_REQUEST_PARAMETERS(400, "Missing required request parameters"),
    BAD_REQUEST_BODY(400, "Invalid request body"),
    DEFAULT_4XX(0, ""),
    DEFAULT_5XX(0, ""),
    EXPIRED_TOKEN(403, "The security token included in the request is expired"),
    INTEGRATION_FAILURE(504, "Internal server error"),
    INTEGRATION_TIMEOUT(504, "Endpoint request timed out"),
    INVALID_API_KEY(403, "Forbidden"),
    INVALID_SIGNATURE(403, "The request signature does not match"),
    MISSING_AUTHENTICATION_TOKEN(403, "Missing Authentication Token"),
    QUOTA_EXCEEDED(429, "Limit Exceeded"),
    REQUEST_TOO_LARGE(413, "Request Too Long"),
    RESOURCE_NOT_FOUND(404, "Resource not found"),
    THROTTLED(429, "Too Many Requests"),
    UNAUTHORIZED(401, "Unauthorized"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type"),
    WAF_FILTERED(403, "Forbidden");

    private final int status;
    private final String message;

    GatewayResponseType(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /// Its own status; 0 of the two defaults, which have none.
    public int status() {
        return status;
    }

    /// What `$context.error.message` is unless the failure knows better.
    public String message() {
        return message;
    }

    /// The type whose redefinition holds when this one has none.
    public Optional<GatewayResponseType> fallback() {
        return status == 0 ? Optional.empty() : Optional.of(status < 500 ? DEFAULT_4XX : DEFAULT_5XX);
    }
}
