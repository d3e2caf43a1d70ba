package io.millrace.server.gateway;

import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.resource.apigateway.GatewayResponse;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.gateway.call.Answer;
import io.millrace.server.gateway.call.CallContext;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.gateway.live.MappedCall;
import io.millrace.server.gateway.mapping.MappingException;
import io.millrace.server.gateway.mapping.MappingInput;
import io.millrace.server.gateway.mapping.ParameterMapping;
import io.millrace.server.gateway.mapping.VariableText;
import io.millrace.server.http.HeaderText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gateway responses: what callers are answered when a request does not come to its integration's answer, AWS's or
/// those
/// that the API redefines. Any thread.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html>
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final String JSON = "application/json";
    private static final String STATUS = "status";

    private Failures() {}

    /// @param api as it was deployed
    static Answer answer(GatewayFailure failure, RestApi api, MappedCall call) {
        CallContext context = call.context();
        context.put("error.message", failure.getMessage());
        context.put(
                "error.messageString", TextNode.valueOf(failure.getMessage()).toString());
        context.put("error.responseType", failure.type().name());
        failure.context().forEach(context::put);
        Optional<GatewayResponse> redefined = redefined(api, failure.type());
        MappingInput input = call.mappingInput();
        Map<String, String> templates =
                redefined.map(GatewayResponse::templates).orElse(Map.of());
        String type = type(templates, call);
        String template = templates.getOrDefault(type, standard(failure));
        Headers headers = Headers.of(List.of(
                Map.entry("Content-Type", type),
                Map.entry("x-amzn-ErrorType", errorType(failure.type())),
                Map.entry("x-amzn-RequestId", call.request().requestId())));
        for (Map.Entry<String, String> header : parameters(redefined, input).entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        return new Answer(
                status(failure, redefined),
                headers,
                VariableText.of(template).render(input, "").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<GatewayResponse> redefined(RestApi api, GatewayResponseType type) {
        return Optional.ofNullable(api.gatewayResponses().get(type))
                .or(() -> type.fallback().map(api.gatewayResponses()::get));
    }

    /// A function's bad answer has a status of its own, which no type has.
    private static int status(GatewayFailure failure, Optional<GatewayResponse> redefined) {
        return redefined
                .flatMap(GatewayResponse::statusCode)
                .or(() -> Optional.ofNullable(failure.context().get(STATUS)))
                .map(Integer::parseInt)
                .orElse(failure.type().status());
    }

    /// A template that the client accepts, else that of JSON, else the first.
    private static String type(Map<String, String> templates, MappedCall call) {
        String accept = call.request().headers().last("Accept").orElse("");
        return templates.keySet().stream()
                .filter(accept::contains)
                .findFirst()
                .or(() -> templates.isEmpty() || templates.containsKey(JSON)
                        ? Optional.empty()
                        : templates.keySet().stream().sorted().findFirst())
                .orElse(JSON);
    }

    /// AWS writes these in other ways than the rest: byte for byte, as clients have seen them for years.
    private static String standard(GatewayFailure failure) {
        return switch (failure.type()) {
            case ACCESS_DENIED -> "{\"Message\":$context.error.messageString}";
            case AUTHORIZER_CONFIGURATION_ERROR ->
                failure.getMessage().equals(failure.type().message())
                        ? "{\"message\":null}"
                        : "{\"message\":$context.error.messageString}";
            case BAD_REQUEST_BODY,
                    BAD_REQUEST_PARAMETERS,
                    API_CONFIGURATION_ERROR,
                    INTEGRATION_FAILURE,
                    INTEGRATION_TIMEOUT -> "{\"message\": $context.error.messageString}";
            default -> "{\"message\":$context.error.messageString}";
        };
    }

    private static Map<String, String> parameters(Optional<GatewayResponse> redefined, MappingInput input) {
        Map<String, String> headers = new LinkedHashMap<>();
        try {
            for (ParameterMapping mapping : ParameterMapping.parse(
                    redefined.map(GatewayResponse::parameters).orElse(Map.of()))) {
                List<String> values = mapping.source().resolve(input);
                String name = mapping.target().name();
                if (!values.isEmpty()
                        && HeaderText.isName(name)
                        && !HeaderText.isOfConnection(name)
                        && HeaderText.isValue(values.getLast())) {
                    headers.put(name, values.getLast());
                }
            }
        } catch (MappingException e) {
            LOG.warn("A gateway response has a header that cannot be mapped: {}", e.getMessage());
        }
        return headers;
    }

    /// As AWS names them to its SDKs.
    private static String errorType(GatewayResponseType type) {
        return switch (type) {
            case ACCESS_DENIED -> "AccessDeniedException";
            case BAD_REQUEST_PARAMETERS, BAD_REQUEST_BODY, UNSUPPORTED_MEDIA_TYPE -> "BadRequestException";
            case EXPIRED_TOKEN -> "ExpiredTokenException";
            case INVALID_API_KEY, WAF_FILTERED -> "ForbiddenException";
            case INVALID_SIGNATURE -> "InvalidSignatureException";
            case MISSING_AUTHENTICATION_TOKEN -> "MissingAuthenticationTokenException";
            case QUOTA_EXCEEDED -> "LimitExceededException";
            case REQUEST_TOO_LARGE -> "RequestTooLongException";
            case RESOURCE_NOT_FOUND -> "NotFoundException";
            case THROTTLED -> "TooManyRequestsException";
            case UNAUTHORIZED -> "UnauthorizedException";
            case AUTHORIZER_CONFIGURATION_ERROR -> "AuthorizerConfigurationException";
            case API_CONFIGURATION_ERROR,
                    AUTHORIZER_FAILURE,
                    INTEGRATION_FAILURE,
                    INTEGRATION_TIMEOUT,
                    DEFAULT_4XX,
                    DEFAULT_5XX -> "InternalServerErrorException";
        };
    }
}
