package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The definition of a REST API: its `DefinitionBody`, or what functions' events make; with CORS, authorisation, models
/// and answers of the gateway written into it.
final class ApiDefinition {
    private static final String ENDPOINT = "x-amazon-apigateway-endpoint-configuration";
    private static final Map<String, String> PLACES =
            Map.of("Headers", "header", "Paths", "path", "QueryStrings", "querystring");

    private final SamProperties properties;
    private final Assembly assembly;
    private final ApiBody body;

    ApiDefinition(SamResource resource, Assembly assembly) {
        this.properties = resource.properties();
        this.assembly = assembly;
        this.body = assembly.body(resource.id());
    }

    /// The finished document.
    ObjectNode build() {
        boolean managed = !properties.has("DefinitionBody");
        ObjectNode tree = managed
                ? ApiDocument.empty(properties.text("OpenApiVersion", "2.0"))
                : properties.object("DefinitionBody").deepCopy();
        if (managed) {
            tree.set("paths", body.paths());
        }
        ApiDocument document = new ApiDocument(tree);
        ApiCors.apply(properties, document);
        if (properties.has("Auth") || managed) {
            new ApiAuth(properties, document, body, assembly).apply();
        }
        mediaTypes(document);
        models(document);
        gatewayResponses(document);
        endpoint(document);
        if (managed) {
            validators(document);
            tree.set("paths", body.conditional(assembly));
        }
        return tree;
    }

    private void mediaTypes(ApiDocument document) {
        if (!properties.get("BinaryMediaTypes").isArray()) {
            return;
        }
        ArrayNode types = Nodes.list();
        properties
                .list("BinaryMediaTypes")
                .forEach(type -> types.add(
                        type.isTextual()
                                ? Nodes.list(type.textValue().replace("~1", "/"))
                                        .get(0)
                                : type));
        document.tree().set("x-amazon-apigateway-binary-media-types", types);
    }

    private void models(ApiDocument document) {
        if (properties.has("Models")) {
            ObjectNode schemas = document.schemas();
            properties
                    .object("Models")
                    .properties()
                    .forEach(model -> schemas.set(model.getKey().toLowerCase(Locale.ROOT), model.getValue()));
        }
    }

    private void gatewayResponses(ApiDocument document) {
        if (!properties.has("GatewayResponses")) {
            return;
        }
        ObjectNode all = document.section("x-amazon-apigateway-gateway-responses");
        for (Map.Entry<String, JsonNode> entry :
                properties.object("GatewayResponses").properties()) {
            if (!(entry.getValue() instanceof ObjectNode declared)) {
                throw InvalidResourceException.ofProperty("GatewayResponses");
            }
            all.set(entry.getKey(), gatewayResponse(new SamProperties(declared)));
        }
    }

    private static ObjectNode gatewayResponse(SamProperties declared) {
        declared.check(Set.of("StatusCode", "ResponseParameters", "ResponseTemplates"), Set.of(), "GatewayResponses");
        declared.maps("ResponseParameters", "ResponseTemplates");
        ObjectNode response = Nodes.object();
        if (declared.has("StatusCode")) {
            JsonNode status = declared.get("StatusCode");
            response.set(
                    "statusCode",
                    status.isNumber() ? Nodes.list(status.asText()).get(0) : status);
        }
        if (declared.has("ResponseParameters")) {
            SamProperties places = declared.inner("ResponseParameters");
            places.check(PLACES.keySet(), Set.of(), "ResponseParameters");
            ObjectNode parameters = response.putObject("responseParameters");
            for (String place : (Iterable<String>) places.tree()::fieldNames) {
                places.object(place)
                        .properties()
                        .forEach(one -> parameters.set(
                                "gatewayresponse." + PLACES.get(place) + "." + one.getKey(), one.getValue()));
            }
        }
        declared.copy(response, "ResponseTemplates", "responseTemplates");
        return response;
    }

    // A body of one's own declares its validators itself.
    private static void validators(ApiDocument document) {
        for (boolean checksBody : new boolean[] {true, false}) {
            for (boolean checksParameters : new boolean[] {true, false}) {
                String name = OperationRequest.validator(checksBody, checksParameters);
                document.items()
                        .forEach(item -> ApiDocument.operations(item.getValue(), (method, operation) -> {
                            if (operation
                                    .path(OperationRequest.VALIDATOR)
                                    .asText()
                                    .equals(name)) {
                                document.section("x-amazon-apigateway-request-validators")
                                        .withObjectProperty(name)
                                        .put("validateRequestBody", checksBody)
                                        .put("validateRequestParameters", checksParameters);
                            }
                        }));
            }
        }
    }

    private void endpoint(ApiDocument document) {
        if (!properties.has("DisableExecuteApiEndpoint")) {
            return;
        }
        ObjectNode disabled = Nodes.object("disableExecuteApiEndpoint", properties.get("DisableExecuteApiEndpoint"));
        if (!document.isOpenApi()) {
            document.tree().set(ENDPOINT, disabled);
            return;
        }
        JsonNode servers = document.tree().path("servers");
        ArrayNode all = servers instanceof ArrayNode given ? given : Nodes.list();
        document.tree().set("servers", all.add(Nodes.object(ENDPOINT, disabled)));
    }
}
