package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.GatewayResponse;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.JsonMembers;
import io.millrace.core.resource.apigateway.RequestValidator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what a document says of an API as a whole.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html>
final class SettingsImport {
    static final String GATEWAY_RESPONSES = "x-amazon-apigateway-gateway-responses";
    static final String VALIDATORS = "x-amazon-apigateway-request-validators";
    static final String BINARY_TYPES = "x-amazon-apigateway-binary-media-types";
    static final String KEY_SOURCE = "x-amazon-apigateway-api-key-source";
    static final String COMPRESSION = "x-amazon-apigateway-minimum-compression-size";
    static final String POLICY = "x-amazon-apigateway-policy";
    static final String ENDPOINTS = "x-amazon-apigateway-endpoint-configuration";
    private static final String ENDPOINT_MEMBER = "endpointConfiguration";
    private static final Set<String> KNOWN = Set.of(
            GATEWAY_RESPONSES,
            VALIDATORS,
            BINARY_TYPES,
            KEY_SOURCE,
            COMPRESSION,
            POLICY,
            ENDPOINTS,
            "x-amazon-apigateway-request-validator",
            "x-amazon-apigateway-importexport-version");

    private final ImportState state;

    SettingsImport(ImportState state) {
        this.state = state;
    }

    ApiSettings settings(ImportOptions options) {
        ObjectNode root = state.document.root();
        Set<String> known = new HashSet<>(KNOWN);
        if (options.ignoresDocumentation()) {
            known.add("x-amazon-apigateway-documentation");
        }
        state.warnOfUnknown(root, known, "the document");
        state.warnOfUnknown(root.path("info"), Set.of(), "info");
        ObjectNode members = state.base.settings().json();
        JsonNode info = root.path("info");
        members.put("name", info.path("title").asText());
        for (String name : List.of("description", "version")) {
            if (info.has(name)) {
                members.put(name, info.get(name).asText());
            }
        }
        copy(root, BINARY_TYPES, members, "binaryMediaTypes");
        copy(root, KEY_SOURCE, members, "apiKeySource");
        copy(root, COMPRESSION, members, "minimumCompressionSize");
        if (root.has(POLICY)) {
            members.put("policy", root.get(POLICY).toString());
        }
        endpoints(state.document.isSwagger() ? root : root.path("servers").path(0), members);
        options.members().forEach((name, values) -> members.withObjectProperty(ENDPOINT_MEMBER)
                .set(name, JsonMembers.array(values)));
        try {
            return ApiSettings.parse(Fields.of(members, ""));
        } catch (RequestException e) {
            throw OpenApiDocument.bad("Invalid OpenAPI input: " + e.getMessage());
        }
    }

    private static void copy(ObjectNode from, String extension, ObjectNode to, String name) {
        Optional.ofNullable(from.get(extension)).ifPresent(value -> to.set(name, value));
    }

    private void endpoints(JsonNode from, ObjectNode members) {
        ObjectNode given = OpenApiDocument.object(from, ENDPOINTS).deepCopy();
        if (given.has("disableExecuteApiEndpoint")) {
            members.set("disableExecuteApiEndpoint", given.remove("disableExecuteApiEndpoint"));
        }
        given.properties()
                .forEach(member -> members.withObjectProperty(ENDPOINT_MEMBER).set(member.getKey(), member.getValue()));
    }

    void validators() {
        for (Map.Entry<String, JsonNode> entry :
                OpenApiDocument.object(state.document.root(), VALIDATORS).properties()) {
            ObjectNode members =
                    OpenApiDocument.require(entry.getValue(), VALIDATORS).deepCopy();
            members.put("name", entry.getKey());
            members.put(
                    "id",
                    Optional.ofNullable(state.validators.get(entry.getKey()))
                            .map(RequestValidator::validatorId)
                            .orElseGet(state.ids));
            state.validators.put(entry.getKey(), RequestValidator.parse(Fields.of(members, VALIDATORS)));
        }
    }

    Map<GatewayResponseType, GatewayResponse> gatewayResponses() {
        Map<GatewayResponseType, GatewayResponse> responses = new HashMap<>(state.base.gatewayResponses());
        for (Map.Entry<String, JsonNode> entry :
                OpenApiDocument.object(state.document.root(), GATEWAY_RESPONSES).properties()) {
            ObjectNode members =
                    OpenApiDocument.require(entry.getValue(), GATEWAY_RESPONSES).deepCopy();
            state.spend(members);
            members.put("responseType", entry.getKey());
            if (members.path("statusCode").isInt()) {
                members.put("statusCode", members.get("statusCode").asText());
            }
            GatewayResponse response = GatewayResponse.parse(Fields.of(members, GATEWAY_RESPONSES));
            responses.put(response.type(), response);
        }
        return responses;
    }
}
