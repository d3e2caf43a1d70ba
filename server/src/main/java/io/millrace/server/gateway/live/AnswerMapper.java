package io.millrace.server.gateway.live;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.Integration.ContentHandling;
import io.millrace.core.resource.apigateway.Integration.IntegrationResponse;
import io.millrace.core.resource.apigateway.Integration.IntegrationType;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.gateway.backend.BackendAnswer;
import io.millrace.server.gateway.call.Answer;
import io.millrace.server.gateway.call.BoundedPattern;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.mapping.MappingException;
import io.millrace.server.gateway.mapping.MappingInput;
import io.millrace.server.gateway.mapping.MappingSource;
import io.millrace.server.gateway.mapping.ParameterMapping;
import io.millrace.server.gateway.template.MappingTemplate;
import io.millrace.server.gateway.template.TemplateException;
import io.millrace.server.http.HeaderText;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes an integration's answer the caller's. Any thread.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-integration-settings.html>
public final class AnswerMapper {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerMapper.class);
    private static final String CONTENT_TYPE = "Content-Type";

    private final IntegrationType type;
    private final Bodies bodies;
    private final List<Form> forms;

    /// One integration response, compiled.
    private record Form(
            int status,
            Optional<BoundedPattern> pattern,
            List<ParameterMapping> parameters,
            Templates templates,
            Optional<ContentHandling> contentHandling) {}

    private AnswerMapper(IntegrationType type, Bodies bodies, List<Form> forms) {
        this.type = type;
        this.bodies = bodies;
        this.forms = forms;
    }

    /// @throws IllegalArgumentException when a pattern, mapping or template cannot be compiled
    static AnswerMapper of(Integration integration, RestApi api) {
        List<Form> forms = new ArrayList<>();
        integration.responses().values().stream()
                .sorted(Comparator.comparing(IntegrationResponse::statusCode))
                .forEach(response -> forms.add(form(response)));
        return new AnswerMapper(integration.type(), new Bodies(api.settings().binaryMediaTypes()), List.copyOf(forms));
    }

    private static Form form(IntegrationResponse response) {
        try {
            return new Form(
                    Integer.parseInt(response.statusCode()),
                    response.selectionPattern().filter(text -> !text.isEmpty()).map(BoundedPattern::of),
                    ParameterMapping.parse(response.parameters()),
                    new Templates(response.templates()),
                    response.contentHandling());
        } catch (MappingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// Whether answers go to the caller as they come.
    public boolean passesOn() {
        return type == IntegrationType.HTTP_PROXY;
    }

    /// Whether it may be done on an event loop, see [QuickText], for answers that are selected by their status.
    boolean isQuick() {
        return type == IntegrationType.AWS
                && forms.stream()
                        .allMatch(form -> form.templates().isQuick()
                                && form.parameters().stream().noneMatch(AnswerMapper::looksIntoBody));
    }

    private static boolean looksIntoBody(ParameterMapping mapping) {
        return mapping.source() instanceof MappingSource.RequestBody
                || mapping.source() instanceof MappingSource.ResponseBody;
    }

    /// @throws GatewayFailure INTEGRATION_FAILURE for an answer that cannot be read or is none, API_CONFIGURATION_ERROR
    /// when there is no integration response for it, or its template fails
    public Answer map(BackendAnswer answer, MappedCall call) throws GatewayFailure {
        byte[] body = read(answer.body());
        if (type == IntegrationType.AWS_PROXY) {
            if (answer.functionError() || answer.status() != 200) {
                throw ProxyAnswer.malformed();
            }
            return ProxyAnswer.of(body);
        }
        return formed(form(answer), answer, body, call);
    }

    private Form form(BackendAnswer answer) throws GatewayFailure {
        for (Form form : forms) {
            if (form.pattern().isPresent() && fits(form.pattern().get(), answer)) {
                return form;
            }
        }
        return forms.stream()
                .filter(form -> form.pattern().isEmpty())
                .findFirst()
                .orElseThrow(() -> new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR));
    }

    private static boolean fits(BoundedPattern pattern, BackendAnswer answer) throws GatewayFailure {
        try {
            return answer.selector().isPresent()
                    && pattern.matches(answer.selector().get());
        } catch (BoundedPattern.GivenUpException e) {
            LOG.warn("A selection pattern takes too long: {}", pattern.pattern());
            throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
        }
    }

    private Answer formed(Form form, BackendAnswer answer, byte[] received, MappedCall call) throws GatewayFailure {
        boolean binary = bodies.isBinary(answer.headers().last(CONTENT_TYPE))
                && answer.headers().last(CONTENT_TYPE).isPresent();
        Optional<Templates.Chosen> chosen =
                form.templates().accepted(call.request().headers().last("Accept"));
        Optional<MappingTemplate> template = chosen.flatMap(Templates.Chosen::template);
        JsonBody body = JsonBody.of(binary ? "" : new String(received, StandardCharsets.UTF_8));
        Headers headers = Headers.of(List.of(
                Map.entry(CONTENT_TYPE, chosen.map(Templates.Chosen::type).orElseGet(() -> answer.headers()
                        .last(CONTENT_TYPE)
                        .orElse("application/json")))));
        headers = mapped(
                form, headers, call.mappingInput().withResponse(answer.headers().byName(), body));
        if (template.isEmpty()) {
            return new Answer(form.status(), headers, Bodies.handled(received, form.contentHandling(), binary));
        }
        MappingTemplate.Rendered rendered = rendered(template.get(), call, body);
        for (Entry<String, List<String>> header :
                rendered.overrides().responseHeaders().entrySet()) {
            headers = with(headers, header.getKey(), header.getValue());
        }
        byte[] made = rendered.body().getBytes(StandardCharsets.UTF_8);
        return new Answer(
                rendered.overrides().status().orElse(form.status()),
                headers,
                Bodies.handled(made, form.contentHandling(), false));
    }

    private static Headers mapped(Form form, Headers headers, MappingInput input) {
        Headers mapped = headers;
        for (ParameterMapping mapping : form.parameters()) {
            List<String> values = mapping.source().resolve(input);
            if (!values.isEmpty()) {
                mapped = with(mapped, mapping.target().name(), values);
            }
        }
        return mapped;
    }

    private static Headers with(Headers headers, String name, List<String> values) {
        boolean sound = HeaderText.isName(name)
                && !HeaderText.isOfConnection(name)
                && values.stream().allMatch(HeaderText::isValue);
        return sound ? headers.withAll(name, values) : headers;
    }

    private static MappingTemplate.Rendered rendered(MappingTemplate template, MappedCall call, JsonBody body)
            throws GatewayFailure {
        try {
            return template.render(call.templateInput(body));
        } catch (TemplateException e) {
            LOG.warn("A response template failed: {}", e.getMessage());
            throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
        }
    }

    private static byte[] read(InputStream body) throws GatewayFailure {
        try (body) {
            byte[] read = body.readNBytes(Limit.API_BODY_BYTES.intValue() + 1);
            if (read.length > Limit.API_BODY_BYTES.value()) {
                throw new GatewayFailure(GatewayResponseType.INTEGRATION_FAILURE);
            }
            return read;
        } catch (SocketTimeoutException e) {
            throw new GatewayFailure(GatewayResponseType.INTEGRATION_TIMEOUT);
        } catch (IOException e) {
            throw new GatewayFailure(GatewayResponseType.INTEGRATION_FAILURE);
        }
    }
}
