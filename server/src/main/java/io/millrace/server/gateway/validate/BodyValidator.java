package io.millrace.server.gateway.validate;

import io.millrace.server.gateway.jsonpath.JsonBody;
import java.util.Map;
import java.util.Optional;

/// Checks the bodies of one method against its models. Which model is chosen by the request's content type, without
/// its parameters and without regard to case; without one it is `application/json`; a model for `$default` is for
/// all others. When there is none for it, nothing is checked. An empty body is checked as `{}`.
///
/// Immutable, any thread.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html>
public final class BodyValidator {
    /// What the caller is told, as BAD_REQUEST_BODY.
    public static final String MESSAGE = "Invalid request body";

    private static final String JSON = "application/json";
    private static final String DEFAULT = "$default";

    private final Map<String, ModelSchema> byType;

    BodyValidator(Map<String, ModelSchema> byType) {
        this.byType = byType;
    }

    /// What does not fit, for `$context.error.validationErrorString`; empty when the body fits or no model is for
    /// it.
    ///
    /// @param contentType the request's header
    public Optional<String> mismatch(Optional<String> contentType, JsonBody body) {
        ModelSchema schema =
                byType.get(contentType.map(BodyValidator::mediaType).orElse(JSON));
        if (schema == null) {
            schema = byType.get(DEFAULT);
        }
        return schema == null ? Optional.empty() : schema.mismatch(body);
    }

    static String mediaType(String contentType) {
        int parameters = contentType.indexOf(';');
        return (parameters < 0 ? contentType : contentType.substring(0, parameters)).trim();
    }
}
