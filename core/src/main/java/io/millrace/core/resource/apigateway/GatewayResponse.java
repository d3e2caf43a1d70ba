package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.util.Map;
import java.util.Optional;

/// What callers are answered when a request does not come to its integration's answer.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html>
///
/// @param type which failure
/// @param statusCode three digits; none leaves the type's own
/// @param parameters `gatewayresponse.header.name` and where its value comes from
/// @param templates by content type
public record GatewayResponse(
        GatewayResponseType type,
        Optional<String> statusCode,
        Map<String, String> parameters,
        Map<String, String> templates) {
    public GatewayResponse {
        parameters = Map.copyOf(parameters);
        templates = Map.copyOf(templates);
    }

    /// As it is answered and kept.
    public ObjectNode json() {
        return json(false);
    }

    private ObjectNode json(boolean isDefault) {
        return new JsonMembers()
                .text("responseType", type.name())
                .text("statusCode", statusCode)
                .any("responseParameters", JsonMembers.object(parameters))
                .any("responseTemplates", JsonMembers.object(templates))
                .flag("defaultResponse", isDefault)
                .node();
    }

    /// What is answered for a type that was not redefined.
    public static ObjectNode defaultJson(GatewayResponseType type) {
        return new GatewayResponse(type, ownStatus(type), Map.of(), Map.of("application/json", DEFAULT_TEMPLATE))
                .json(true);
    }

    /// What is answered for a type that was not redefined, when this one was that holds in its place.
    public ObjectNode inheritedJson(GatewayResponseType heir) {
        return new GatewayResponse(heir, statusCode.or(() -> ownStatus(heir)), parameters, templates).json(true);
    }

    private static Optional<String> ownStatus(GatewayResponseType type) {
        return type.status() == 0 ? Optional.empty() : Optional.of(Integer.toString(type.status()));
    }

    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static GatewayResponse parse(Fields fields) {
        GatewayResponseType type = fields.oneOf("responseType", GatewayResponseType.class)
                .orElseThrow(() -> fields.missing("responseType"));
        Map<String, String> parameters = ApiValues.texts(fields, "responseParameters");
        parameters.forEach(ParameterNames::requireGatewayResponse);
        fields.bool("defaultResponse");
        GatewayResponse response = new GatewayResponse(
                type,
                fields.string("statusCode").filter(code -> !code.isEmpty()).map(ApiValues::status),
                parameters,
                ApiValues.templates(fields, "responseTemplates"));
        fields.refuseUnknown();
        return response;
    }

    private static final String DEFAULT_TEMPLATE = "{\"message\":$context.error.messageString}";
}
