package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `Cors` of a REST API: each path gets a method `OPTIONS` that answers a browser's question by itself.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-api-corsconfiguration`
final class ApiCors {
    private static final Set<String> KNOWN =
            Set.of("AllowMethods", "AllowHeaders", "AllowOrigin", "MaxAge", "AllowCredentials");
    private static final List<String> ALL_METHODS = List.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");
    private static final String OPTIONS = "options";
    private static final String ANY_ORIGIN = "'*'";
    private static final String JSON = "application/json";

    private final SamProperties cors;
    private final ApiDocument document;

    private ApiCors(SamProperties cors, ApiDocument document) {
        this.cors = cors;
        this.document = document;
    }

    /// Adds to the document what the API's `Cors` says.
    static void apply(SamProperties api, ApiDocument document) {
        if (!api.has("Cors")) {
            return;
        }
        JsonNode given = api.get("Cors");
        boolean isOrigin = !given.isObject() || Nodes.isIntrinsic(given);
        if (isOrigin && !given.isTextual() && !given.isObject()) {
            throw new InvalidResourceException("Invalid value for 'Cors' property");
        }
        SamProperties cors = new SamProperties(isOrigin ? Nodes.object("AllowOrigin", given) : (ObjectNode) given);
        cors.check(KNOWN, Set.of(), "Cors");
        boolean anyOrigin =
                !cors.has("AllowOrigin") || cors.get("AllowOrigin").asText().equals(ANY_ORIGIN);
        if (cors.flag("AllowCredentials") && anyOrigin) {
            throw new InvalidResourceException("Unable to add Cors configuration because 'AllowCredentials' can not be"
                    + " true when 'AllowOrigin' is \"'*'\" or not set");
        }
        ApiCors applied = new ApiCors(cors, document);
        document.items().forEach(item -> applied.addTo(item.getValue()));
    }

    private void addTo(ObjectNode item) {
        if (item.has(OPTIONS) || item.has("OPTIONS")) {
            return;
        }
        Map<String, JsonNode> headers = headers(item);
        ObjectNode declared = Nodes.object();
        ObjectNode parameters = Nodes.object();
        headers.forEach((name, value) -> {
            ObjectNode type = Nodes.object("type", name.equals("Access-Control-Max-Age") ? "integer" : "string");
            declared.set(name, document.isOpenApi() ? Nodes.object("schema", type) : type);
            parameters.set("method.response.header." + name, value);
        });
        ObjectNode operation = Nodes.object("summary", "CORS support");
        if (!document.isOpenApi()) {
            operation.set("consumes", Nodes.list(JSON));
            operation.set("produces", Nodes.list(JSON));
        }
        ObjectNode answer = Nodes.object("description", "Default response for CORS method", "headers", declared);
        operation.set("responses", Nodes.object("200", answer));
        operation.set("x-amazon-apigateway-integration", mock(parameters));
        item.set(OPTIONS, operation);
    }

    private static ObjectNode mock(ObjectNode parameters) {
        ObjectNode response = Nodes.object(
                "statusCode", "200", "responseParameters", parameters, "responseTemplates", Nodes.object(JSON, "{}\n"));
        return Nodes.object(
                "type",
                "mock",
                "requestTemplates",
                Nodes.object(JSON, "{\n  \"statusCode\" : 200\n}\n"),
                "responses",
                Nodes.object("default", response));
    }

    private Map<String, JsonNode> headers(ObjectNode item) {
        Map<String, JsonNode> headers = new LinkedHashMap<>();
        put(headers, "Access-Control-Allow-Headers", cors.get("AllowHeaders"));
        put(
                headers,
                "Access-Control-Allow-Methods",
                cors.has("AllowMethods") ? cors.get("AllowMethods") : text("'" + methods(item) + "'"));
        put(
                headers,
                "Access-Control-Allow-Origin",
                cors.has("AllowOrigin") ? cors.get("AllowOrigin") : text(ANY_ORIGIN));
        JsonNode age = cors.get("MaxAge");
        put(headers, "Access-Control-Max-Age", age.isNumber() ? text("'" + age.asText() + "'") : age);
        if (cors.flag("AllowCredentials")) {
            put(headers, "Access-Control-Allow-Credentials", text("'true'"));
        }
        return headers;
    }

    private static void put(Map<String, JsonNode> headers, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            headers.put(name, value);
        }
    }

    private static JsonNode text(String text) {
        return Nodes.list(text).get(0);
    }

    private static String methods(ObjectNode item) {
        if (item.has(ApiBody.ANY)) {
            return String.join(",", ALL_METHODS);
        }
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        ApiDocument.operations(item, (method, ignored) -> methods.add(method.toUpperCase(Locale.ROOT)));
        return String.join(",", methods);
    }
}
