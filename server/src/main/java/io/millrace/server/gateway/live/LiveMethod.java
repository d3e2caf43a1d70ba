package io.millrace.server.gateway.live;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.Integration.Connection;
import io.millrace.core.resource.apigateway.Integration.IntegrationType;
import io.millrace.core.resource.apigateway.Integration.Passthrough;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.server.gateway.backend.ActionBackend;
import io.millrace.server.gateway.backend.ActionUri;
import io.millrace.server.gateway.backend.Backend;
import io.millrace.server.gateway.backend.HttpBackend;
import io.millrace.server.gateway.backend.MockBackend;
import io.millrace.server.gateway.call.GatewayFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A method that can be called: its templates, patterns and models compiled. What cannot be compiled fails the calls of
/// this
/// method alone, with `API_CONFIGURATION_ERROR` as at AWS, and says once why.
///
/// @param method as it is described
/// @param checks of requests
/// @param request how requests become the integration's
/// @param backend what stands behind
/// @param answers how its answers become the caller's
/// @param quick what stands behind, when the method can be called from an event loop
public record LiveMethod(
        ApiMethod method,
        RequestChecks checks,
        RequestMapper request,
        Backend backend,
        AnswerMapper answers,
        Optional<ActionBackend> quick) {
    private static final Logger LOG = LoggerFactory.getLogger(LiveMethod.class);

    /// Stands in for an integration that cannot be called.
    private static final Integration BROKEN = new Integration(
            IntegrationType.MOCK,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            Passthrough.WHEN_NO_MATCH,
            Optional.empty(),
            Limit.API_GATEWAY_TIMEOUT_MILLIS.intValue(),
            Connection.INTERNET,
            Optional.empty(),
            List.of(),
            false,
            Map.of());

    static LiveMethod of(ApiMethod method, RestApi api, Stage stage, LiveParts parts) {
        try {
            Integration integration = method.integration()
                    .orElseThrow(() -> new IllegalArgumentException("No integration is defined for the method"));
            RequestChecks checks = RequestChecks.of(method, api);
            RequestMapper request = RequestMapper.of(integration, api);
            Backend backend = backend(integration, stage, parts);
            AnswerMapper answers = AnswerMapper.of(integration, api);
            boolean quick = checks.isQuick() && request.isQuick() && answers.isQuick();
            return new LiveMethod(
                    method,
                    checks,
                    request,
                    backend,
                    answers,
                    quick && backend instanceof ActionBackend action && action.isOfJsonService()
                            ? Optional.of(action)
                            : Optional.empty());
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{} of API {} cannot be called at stage {}: {}",
                    method.httpMethod(),
                    api.apiId(),
                    stage.name(),
                    e.getMessage());
            Backend broken = request -> {
                throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
            };
            return new LiveMethod(
                    method,
                    RequestChecks.NONE,
                    RequestMapper.of(BROKEN, api),
                    broken,
                    AnswerMapper.of(BROKEN, api),
                    Optional.empty());
        }
    }

    private static Backend backend(Integration integration, Stage stage, LiveParts parts) {
        String uri = integration.uri().orElse("");
        return switch (integration.type()) {
            case MOCK -> new MockBackend();
            case HTTP, HTTP_PROXY ->
                new HttpBackend(
                        integration.insecureSkipVerification()
                                ? parts.http().lenient()
                                : parts.http().strict(),
                        uri,
                        stage.variables());
            case AWS, AWS_PROXY -> {
                Optional<ActionUri> action = ActionUri.parse(uri, stage.variables());
                yield new ActionBackend(
                        parts.aws(),
                        action.orElseThrow(() -> new IllegalArgumentException("Not a URI of an AWS action: " + uri)));
            }
        };
    }
}
