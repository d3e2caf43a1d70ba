package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.Optional;

/// A document of Swagger 2.0 or OpenAPI 3.0, with what is at different places in the two.
///
/// @param root the document
/// @param isSwagger whether it is of version 2.0
record OpenApiDocument(ObjectNode root, boolean isSwagger) {
    private static final String REF = "$ref";

    /// @throws RequestException `BadRequestException` for what is neither
    static OpenApiDocument of(JsonNode document) {
        if (!(document instanceof ObjectNode root)) {
            throw bad("Invalid OpenAPI input: the document must be an object");
        }
        String swagger = root.path("swagger").asText();
        String openapi = root.path("openapi").asText();
        if (!swagger.equals("2.0") && !openapi.matches("3\\.0\\.\\d+")) {
            throw bad("Invalid OpenAPI input: swagger must be 2.0, or openapi 3.0.x");
        }
        return new OpenApiDocument(root, swagger.equals("2.0"));
    }

    static RequestException bad(String message) {
        return new RequestException("BadRequestException", message);
    }

    /// Components of a kind, by name.
    ///
    /// @param swagger what Swagger 2.0 calls them
    /// @param openApi what OpenAPI 3.0 calls them
    ObjectNode components(String swagger, String openApi) {
        return isSwagger ? object(root, swagger) : object(object(root, "components"), openApi);
    }

    ObjectNode schemas() {
        return components("definitions", "schemas");
    }

    ObjectNode securitySchemes() {
        return components("securityDefinitions", "securitySchemes");
    }

    /// What references to schemas begin with.
    String schemaPrefix() {
        return isSwagger ? "#/definitions/" : "#/components/schemas/";
    }

    /// The path that all paths are behind, without a slash at its end.
    String basePath() {
        String path = isSwagger ? root.path("basePath").asText("") : serverPath();
        String cut = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return cut.isEmpty() || cut.startsWith("/") ? cut : "/" + cut;
    }

    /// The path of the first server's URL, its variables at their defaults.
    private String serverPath() {
        JsonNode server = root.path("servers").path(0);
        String url = server.path("url").asText("");
        ObjectNode variables = object(server, "variables");
        for (var variable : variables.properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asText(""));
        }
        int scheme = url.indexOf("://");
        int slash = url.indexOf('/', scheme < 0 ? 0 : scheme + 3);
        return slash < 0 ? "" : url.substring(slash).replaceAll("/+", "/");
    }

    /// The object of a name; one without members where there is none.
    ///
    /// @throws RequestException `BadRequestException` for what is no object
    static ObjectNode object(JsonNode parent, String name) {
        JsonNode value = parent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        return require(value, name);
    }

    static ObjectNode require(JsonNode value, String what) {
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw bad("Invalid OpenAPI input: " + what + " must be an object");
    }

    /// The object that is meant, through all references.
    ///
    /// @throws RequestException `BadRequestException` for a reference that leads nowhere, out of the document or in
    /// a
    /// circle
    ObjectNode resolve(JsonNode value, String what) {
        JsonNode at = value;
        for (int i = 0; i <= Limit.API_GATEWAY_REFERENCES.value(); i++) {
            Optional<String> reference = reference(at);
            if (reference.isEmpty()) {
                return require(at, what);
            }
            at = target(reference.get());
        }
        throw bad("Invalid OpenAPI input: the references of " + what + " are circular, or more than "
                + Limit.API_GATEWAY_REFERENCES.value());
    }

    static Optional<String> reference(JsonNode value) {
        return Optional.ofNullable(value.get(REF)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    private JsonNode target(String reference) {
        if (!reference.startsWith("#/")) {
            throw bad("Invalid OpenAPI input: reference '" + reference + "' leads out of the document");
        }
        JsonNode at = root;
        for (String segment : reference.substring(2).split("/", -1)) {
            at = at.path(segment.replace("~1", "/").replace("~0", "~"));
        }
        if (at.isMissingNode()) {
            throw bad("Invalid OpenAPI input: reference '" + reference + "' leads nowhere");
        }
        return at;
    }
}
