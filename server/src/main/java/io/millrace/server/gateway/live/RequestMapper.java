package io.millrace.server.gateway.live;

import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.Integration.IntegrationType;
import io.millrace.core.resource.apigateway.Integration.Passthrough;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.gateway.backend.BackendRequest;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.gateway.mapping.MappingException;
import io.millrace.server.gateway.mapping.MappingInput;
import io.millrace.server.gateway.mapping.MappingSource;
import io.millrace.server.gateway.mapping.ParameterMapping;
import io.millrace.server.gateway.template.MappingTemplate;
import io.millrace.server.gateway.template.TemplateException;
import io.millrace.server.http.HeaderText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a caller's request the integration's. Any thread.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html>,
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html>
public final class RequestMapper {
    private static final Logger LOG = LoggerFactory.getLogger(RequestMapper.class);
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";

    private final Integration integration;
    private final Bodies bodies;
    private final List<ParameterMapping> parameters;
    private final Templates templates;

    private RequestMapper(
            Integration integration, Bodies bodies, List<ParameterMapping> parameters, Templates templates) {
        this.integration = integration;
        this.bodies = bodies;
        this.parameters = parameters;
        this.templates = templates;
    }

    /// @throws IllegalArgumentException when a mapping or template cannot be compiled
    static RequestMapper of(Integration integration, RestApi api) {
        try {
            return new RequestMapper(
                    integration,
                    new Bodies(api.settings().binaryMediaTypes()),
                    ParameterMapping.parse(integration.requestParameters()),
                    new Templates(integration.requestTemplates()));
        } catch (MappingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Whether it may be done on an event loop, see [QuickText].
    boolean isQuick() {
        return integration.type() == IntegrationType.AWS
                && templates.isQuick()
                && parameters.stream().noneMatch(mapping -> mapping.source() instanceof MappingSource.RequestBody);
    }

    /// @throws GatewayFailure UNSUPPORTED_MEDIA_TYPE, BAD_REQUEST_PARAMETERS for a path that climbs, or
    /// API_CONFIGURATION_ERROR when a template fails
    public BackendRequest map(MappedCall call) throws GatewayFailure {
        if (integration.type() == IntegrationType.AWS_PROXY) {
            return proxied(call);
        }
        GatewayRequest request = call.request();
        Draft draft = new Draft();
        if (integration.type() == IntegrationType.HTTP_PROXY) {
            passOn(request, draft);
        } else {
            draft.header("Accept", List.of(request.headers().last("Accept").orElse(JSON)));
            draft.header(
                    CONTENT_TYPE, List.of(request.headers().last(CONTENT_TYPE).orElse(JSON)));
        }
        MappingInput input = call.mappingInput();
        for (ParameterMapping mapping : parameters) {
            List<String> values = mapping.source().resolve(input);
            if (!values.isEmpty()) {
                draft.put(mapping, values);
            }
        }
        byte[] body = body(call, draft);
        return new BackendRequest(
                method(request), draft.path, draft.query(), draft.headers(), body, Duration.ofMillis(timeout()));
    }

    private BackendRequest proxied(MappedCall call) {
        GatewayRequest request = call.request();
        byte[] event = ProxyEvent.of(
                request,
                call.context(),
                call.stageVariables(),
                bodies.isBinary(request.headers().last(CONTENT_TYPE)));
        return new BackendRequest(
                "POST",
                Map.of(),
                List.of(),
                Headers.of(List.of(Map.entry(CONTENT_TYPE, JSON))),
                event,
                Duration.ofMillis(timeout()));
    }

    private static void passOn(GatewayRequest request, Draft draft) {
        request.headers().byName().forEach((name, values) -> {
            if (!HeaderText.isOfConnection(name) && !name.equalsIgnoreCase("Host")) {
                draft.header(name, values);
            }
        });
        draft.header("X-Forwarded-For", List.of(request.peer().sourceIp()));
        request.query().forEach(draft::query);
    }

    private byte[] body(MappedCall call, Draft draft) throws GatewayFailure {
        GatewayRequest request = call.request();
        Optional<String> contentType = request.headers().last(CONTENT_TYPE);
        boolean binary = bodies.isBinary(contentType);
        if (integration.type() == IntegrationType.HTTP_PROXY) {
            return Bodies.handled(request.body(), integration.contentHandling(), binary);
        }
        Optional<Templates.Chosen> chosen = templates.of(Bodies.mediaType(contentType));
        if (chosen.isEmpty() && refuses() && !isMock()) {
            throw new GatewayFailure(GatewayResponseType.UNSUPPORTED_MEDIA_TYPE);
        }
        byte[] handled = Bodies.handled(request.body(), integration.contentHandling(), binary);
        Optional<MappingTemplate> template = chosen.flatMap(Templates.Chosen::template);
        if (template.isEmpty()) {
            return handled;
        }
        boolean bytes = binary && integration.contentHandling().isEmpty();
        if (bytes) {
            LOG.warn("A template cannot be made of a binary body without contentHandling CONVERT_TO_TEXT");
            throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
        }
        return rendered(call, template.get(), draft);
    }

    private byte[] rendered(MappedCall call, MappingTemplate template, Draft draft) throws GatewayFailure {
        try {
            MappingTemplate.Rendered rendered = template.render(call.templateInput(call.body()));
            rendered.overrides().requestHeaders().forEach(draft::header);
            rendered.overrides().requestQuerystring().forEach(draft::query);
            rendered.overrides().requestPath().forEach((name, values) -> draft.path.put(name, values.getLast()));
            return rendered.body().getBytes(StandardCharsets.UTF_8);
        } catch (TemplateException e) {
            LOG.warn("A request template failed: {}", e.getMessage());
            throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
        }
    }

    private boolean refuses() {
        Passthrough passthrough = integration.passthrough();
        return passthrough == Passthrough.NEVER
                || (passthrough == Passthrough.WHEN_NO_TEMPLATES && !templates.isEmpty());
    }

    private boolean isMock() {
        return integration.type() == IntegrationType.MOCK && templates.isEmpty();
    }

    private String method(GatewayRequest request) {
        String method = integration.httpMethod().orElse(ApiMethod.ANY);
        return method.equals(ApiMethod.ANY) ? request.method() : method;
    }

    private int timeout() {
        return integration.timeoutMillis();
    }

    /// The integration's request while it is made.
    private static final class Draft {
        final Map<String, String> path = new HashMap<>();
        private final Map<String, List<String>> query = new LinkedHashMap<>();
        private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        void put(ParameterMapping mapping, List<String> values) throws GatewayFailure {
            switch (mapping.target().kind()) {
                case REQUEST_HEADER -> header(mapping.target().name(), values);
                case REQUEST_QUERYSTRING -> query(mapping.target().name(), values);
                case REQUEST_PATH -> path(mapping.target().name(), values.getLast());
                case RESPONSE_HEADER, GATEWAY_HEADER -> throw new IllegalStateException("Not of a request");
            }
        }

        /// It may be anything that the caller sent: the router has seen only what was in the path.
        private void path(String name, String value) throws GatewayFailure {
            if (Router.climbs(value)) {
                throw new GatewayFailure(GatewayResponseType.BAD_REQUEST_PARAMETERS, "Bad Request");
            }
            path.put(name, value);
        }

        /// A value that no header may have is left out, whoever made it up.
        void header(String name, List<String> values) {
            List<String> sound = values.stream().filter(HeaderText::isValue).toList();
            if (HeaderText.isName(name) && !sound.isEmpty()) {
                headers.put(name, sound);
            }
        }

        void query(String name, List<String> values) {
            query.put(name, values);
        }

        List<Entry<String, String>> query() {
            return flat(query);
        }

        Headers headers() {
            return Headers.of(flat(headers));
        }

        private static List<Entry<String, String>> flat(Map<String, List<String>> values) {
            List<Entry<String, String>> flat = new ArrayList<>();
            values.forEach((name, all) -> all.forEach(value -> flat.add(Map.entry(name, value))));
            return flat;
        }
    }
}
