package io.millrace.core.resource.apigateway;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.Integration.Connection;
import io.millrace.core.resource.apigateway.Integration.ContentHandling;
import io.millrace.core.resource.apigateway.Integration.IntegrationResponse;
import io.millrace.core.resource.apigateway.Integration.IntegrationType;
import io.millrace.core.resource.apigateway.Integration.Passthrough;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads integrations and their responses.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html>
final class IntegrationParser {
    private static final Pattern SERVICE_URI =
            Pattern.compile("arn:aws[a-z-]*:apigateway:[^:]*:[^:]+:(path|action)/.*", Pattern.DOTALL);
    private static final Pattern HTTP_URI = Pattern.compile("(https?://|\\$\\{stageVariables\\.).+");

    private IntegrationParser() {}

    static Integration parse(Fields fields) {
        IntegrationType type = fields.oneOf("type", IntegrationType.class).orElseThrow(() -> fields.missing("type"));
        fields.notSupported("integrationTarget", "give the address itself as uri");
        fields.oneOf("responseTransferMode", Integration.BUFFERED, "STREAM")
                .filter(mode -> !mode.equals(Integration.BUFFERED))
                .ifPresent(mode -> {
                    throw fields.invalid("responseTransferMode", "STREAM is not supported by Millrace yet");
                });
        Map<String, String> parameters = ApiValues.texts(fields, "requestParameters");
        parameters.forEach((name, source) -> {
            ParameterNames.requireOf(name, ParameterNames.INTEGRATION_REQUEST);
            ParameterNames.requireOf(source, ParameterNames.INTEGRATION_REQUEST_SOURCE);
        });
        Integration integration = new Integration(
                type,
                fields.string("httpMethod").filter(name -> !name.isEmpty()),
                fields.string("uri").filter(uri -> !uri.isEmpty()),
                fields.string("credentials").filter(role -> !role.isEmpty()),
                parameters,
                ApiValues.templates(fields, "requestTemplates"),
                fields.oneOf("passthroughBehavior", Passthrough.class).orElse(Passthrough.WHEN_NO_MATCH),
                fields.string("contentHandling")
                        .filter(word -> !word.isEmpty())
                        .flatMap(word -> fields.oneOf("contentHandling", ContentHandling.class)),
                timeout(fields),
                connection(fields, type),
                fields.string("cacheNamespace"),
                fields.strings("cacheKeyParameters"),
                insecure(fields),
                ApiValues.objects(fields, "integrationResponses", (status, response) -> parseResponse(response)));
        fields.refuseUnknown();
        check(integration);
        return integration;
    }

    private static int timeout(Fields fields) {
        int timeoutMillis = fields.integer("timeoutInMillis").orElse(Limit.API_GATEWAY_TIMEOUT_MILLIS.intValue());
        if (timeoutMillis < Limit.API_GATEWAY_TIMEOUT_MILLIS_MIN.value()
                || timeoutMillis > Limit.API_GATEWAY_TIMEOUT_MILLIS.value()) {
            throw ApiValues.bad("Timeout should be between " + Limit.API_GATEWAY_TIMEOUT_MILLIS_MIN.value() + " ms and "
                    + Limit.API_GATEWAY_TIMEOUT_MILLIS.value() + " ms");
        }
        return timeoutMillis;
    }

    private static Connection connection(Fields fields, IntegrationType type) {
        String kind = fields.oneOf("connectionType", "INTERNET", "VPC_LINK").orElse("INTERNET");
        Optional<String> id = fields.string("connectionId").filter(text -> !text.isEmpty());
        if (kind.equals("INTERNET")) {
            return Connection.INTERNET;
        }
        if (type != IntegrationType.HTTP && type != IntegrationType.HTTP_PROXY) {
            throw ApiValues.bad("Connection type VPC_LINK is only supported for HTTP/HTTP_PROXY integration type");
        }
        return new Connection(kind, Optional.of(id.orElseThrow(() -> fields.missing("connectionId"))));
    }

    private static boolean insecure(Fields fields) {
        return fields.object("tlsConfig")
                .map(tls -> {
                    boolean insecure = tls.bool(Integration.INSECURE).orElse(false);
                    tls.refuseUnknown();
                    return insecure;
                })
                .orElse(false);
    }

    private static void check(Integration integration) {
        if (integration.type() == IntegrationType.MOCK) {
            return;
        }
        if (integration.httpMethod().isEmpty()) {
            throw ApiValues.bad("Enumeration value for HttpMethod must be non-empty");
        }
        ApiMethod.requireHttpMethod(integration.httpMethod().get());
        String uri = integration.uri().orElse("");
        boolean isHttp = integration.type() == IntegrationType.HTTP || integration.type() == IntegrationType.HTTP_PROXY;
        if (isHttp && !HTTP_URI.matcher(uri).matches()) {
            throw ApiValues.bad("Invalid HTTP endpoint specified for URI");
        }
        if (!isHttp && !uri.startsWith("arn:")) {
            throw ApiValues.bad("Invalid ARN specified in the request");
        }
        if (!isHttp && !SERVICE_URI.matcher(uri).matches()) {
            throw ApiValues.bad("AWS ARN for integration must contain path or action");
        }
        if (integration.type() == IntegrationType.AWS_PROXY && !uri.contains(":lambda:")) {
            throw ApiValues.bad("Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose"
                    + " stream invocations.");
        }
    }

    static IntegrationResponse parseResponse(Fields fields) {
        Map<String, String> parameters = ApiValues.texts(fields, "responseParameters");
        parameters.forEach((name, source) -> {
            ParameterNames.requireOf(name, ParameterNames.METHOD_RESPONSE);
            ParameterNames.requireOf(source, ParameterNames.INTEGRATION_RESPONSE_SOURCE);
        });
        IntegrationResponse response = new IntegrationResponse(
                ApiValues.status(fields, "statusCode"),
                fields.string("selectionPattern"),
                parameters,
                ApiValues.templates(fields, "responseTemplates"),
                fields.string("contentHandling")
                        .filter(word -> !word.isEmpty())
                        .flatMap(word -> fields.oneOf("contentHandling", ContentHandling.class)));
        response.selectionPattern().ifPresent(ParameterNames::requirePattern);
        fields.refuseUnknown();
        return response;
    }
}
