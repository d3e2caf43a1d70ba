package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.util.LinkedHashMap;
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

    /// As it is answered and kept.
    public ObjectNode json() {
        Map<String, ObjectNode> written = new LinkedHashMap<>();
        responses.forEach((status, response) -> written.put(status, response.json()));
        return new JsonMembers()
                .text("httpMethod", httpMethod)
                .text("authorizationType", authorization.name())
                .text("authorizerId", authorizerId)
                .flag("apiKeyRequired", apiKeyRequired)
                .text("requestValidatorId", requestValidatorId)
                .text("operationName", operationName)
                .flags("requestParameters", requestParameters)
                .texts("requestModels", requestModels)
                .nodes("methodResponses", written)
                .any("methodIntegration", integration.map(Integration::json))
                .list("authorizationScopes", authorizationScopes)
                .node();
    }

    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static ApiMethod parse(Fields fields) {
        String httpMethod = requireHttpMethod(fields.requiredString("httpMethod"));
        AuthorizationType authorization = fields.oneOf("authorizationType", AuthorizationType.class)
                .orElseThrow(() -> fields.missing("authorizationType"));
        Optional<String> authorizerId = fields.string("authorizerId").filter(id -> !id.isEmpty());
        boolean authorized =
                authorization == AuthorizationType.CUSTOM || authorization == AuthorizationType.COGNITO_USER_POOLS;
        if (authorized && authorizerId.isEmpty()) {
            throw ApiValues.bad("Invalid authorizer ID specified. Setting the authorization type to CUSTOM or"
                    + " COGNITO_USER_POOLS requires a valid authorizer.");
        }
        Map<String, Boolean> parameters = ApiValues.flags(fields, "requestParameters");
        parameters.keySet().forEach(name -> ParameterNames.requireOf(name, ParameterNames.METHOD_REQUEST));
        requireUniqueNames(parameters);
        ApiMethod method = new ApiMethod(
                httpMethod,
                authorization,
                authorized ? authorizerId : Optional.empty(),
                fields.strings("authorizationScopes"),
                fields.bool("apiKeyRequired").orElse(false),
                ApiValues.text(fields, "operationName").filter(name -> !name.isEmpty()),
                fields.string("requestValidatorId").filter(id -> !id.isEmpty()),
                parameters,
                ApiValues.texts(fields, "requestModels"),
                ApiValues.objects(fields, "methodResponses", (status, response) -> MethodResponse.parse(response)),
                fields.object("methodIntegration").map(Integration::parse));
        fields.refuseUnknown();
        return method;
    }

    private static void requireUniqueNames(Map<String, Boolean> parameters) {
        long names = parameters.keySet().stream()
                .map(key -> key.substring(key.indexOf('.', "method.request.".length()) + 1))
                .distinct()
                .count();
        if (names < parameters.size()) {
            throw ApiValues.bad("Parameter names must be unique across querystring, header and path");
        }
    }

    /// One of those that a method may be put for.
    public static String requireHttpMethod(String name) {
        if (!METHODS.contains(name)) {
            throw ApiValues.bad("Invalid HttpMethod specified. Valid options are " + String.join(",", METHODS));
        }
        return name;
    }

    /// The same leading to another integration.
    public ApiMethod withIntegration(Optional<Integration> other) {
        return new ApiMethod(
                httpMethod,
                authorization,
                authorizerId,
                authorizationScopes,
                apiKeyRequired,
                operationName,
                requestValidatorId,
                requestParameters,
                requestModels,
                responses,
                other);
    }

    /// The same with other responses.
    public ApiMethod withResponses(Map<String, MethodResponse> others) {
        return new ApiMethod(
                httpMethod,
                authorization,
                authorizerId,
                authorizationScopes,
                apiKeyRequired,
                operationName,
                requestValidatorId,
                requestParameters,
                requestModels,
                others,
                integration);
    }

    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", ANY);

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

        /// As it is answered and kept.
        public ObjectNode json() {
            return new JsonMembers()
                    .text("statusCode", statusCode)
                    .flags("responseParameters", parameters)
                    .texts("responseModels", models)
                    .node();
        }

        /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
        public static MethodResponse parse(Fields fields) {
            Map<String, Boolean> parameters = ApiValues.flags(fields, "responseParameters");
            parameters.keySet().forEach(name -> ParameterNames.requireOf(name, ParameterNames.METHOD_RESPONSE));
            MethodResponse response = new MethodResponse(
                    ApiValues.status(fields, "statusCode"), parameters, ApiValues.texts(fields, "responseModels"));
            fields.refuseUnknown();
            return response;
        }
    }
}
