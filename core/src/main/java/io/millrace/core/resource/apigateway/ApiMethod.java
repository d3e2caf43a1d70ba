package io.millrace.core.resource.apigateway;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a method of a resource demands of callers, and where it leads.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Method.html>
///
/// @param httpMethod `GET`, `PUT`…, or `ANY`
/// @param authorization who may call
/// @param authorizerId with `CUSTOM` and `COGNITO_USER_POOLS`
/// @param authorizationScopes one of them must be in the token, when there are any
/// @param apiKeyRequired whether a key of a usage plan is demanded
/// @param operationName kept only
/// @param requestValidatorId what is checked before the integration is called
/// @param requestParameters `method.request.{querystring|header|path}.name` and whether it is required
/// @param requestModels name of the body's model by content type
/// @param responses by status code
/// @param integration none until one is put
public record ApiMethod(
        String httpMethod,
        AuthorizationType authorization,
        Optional<String> authorizerId,
        List<String> authorizationScopes,
        boolean apiKeyRequired,
        Optional<String> operationName,
        Optional<String> requestValidatorId,
        Map<String, Boolean> requestParameters,
        Map<String, String> requestModels,
        Map<String, MethodResponse> responses,
        Optional<Integration> integration) {
    /// The method that stands for all others.
    public static final String ANY = "ANY";

    public ApiMethod {
        authorizationScopes = List.copyOf(authorizationScopes);
        requestParameters = Map.copyOf(requestParameters);
        requestModels = Map.copyOf(requestModels);
        responses = Map.copyOf(responses);
    }

    /// Who may call a method.
    public enum AuthorizationType {
        NONE,
        AWS_IAM,
        CUSTOM,
        COGNITO_USER_POOLS
    }

    /// What a caller may be answered.
    ///
    /// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_MethodResponse.html>
    ///
    /// @param statusCode three digits
    /// @param parameters `method.response.header.name`, and whether it is always there; only these can be mapped
    /// @param models by content type; kept only
    public record MethodResponse(String statusCode, Map<String, Boolean> parameters, Map<String, String> models) {
        public MethodResponse {
            parameters = Map.copyOf(parameters);
            models = Map.copyOf(models);
        }
    }
}
