package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an event says of its request: `RequestModel` and `RequestParameters`.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-function-requestmodel`,
///
/// AWS SAM developer guide, page `sam-property-function-requestparameter`
final class OperationRequest {
    static final String VALIDATOR = "x-amazon-apigateway-request-validator";

    private static final Pattern PARAMETER =
            Pattern.compile("method\\.request\\.(querystring|path|header)\\.([A-Za-z0-9_.$-]+)");

    private OperationRequest() {}

    /// The name of the validator for a pair of wishes.
    static String validator(boolean body, boolean parameters) {
        if (body) {
            return parameters ? "body-and-params" : "body-only";
        }
        return parameters ? "params-only" : "no-validation";
    }

    static void apply(SamProperties event, SamProperties api, ObjectNode operation, String path, String method) {
        boolean openApi = ApiDocument.isOpenApi(api);
        if (event.has("RequestModel")) {
            model(event.inner("RequestModel"), api, operation, "[" + method + "] for path [" + path + "]");
        }
        for (JsonNode parameter : event.list("RequestParameters")) {
            parameter(parameter, operation, openApi);
        }
    }

    private static void model(SamProperties model, SamProperties api, ObjectNode operation, String where) {
        model.check(Set.of("Model", "Required", "ValidateBody", "ValidateParameters"), Set.of(), "RequestModel");
        String name = model.required("Model").asText();
        if (!api.object("Models").has(name)) {
            throw new InvalidResourceException("Unable to set RequestModel [" + name + "] on API method " + where
                    + " because it wasn't defined in the API's Models.");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (ApiDocument.isOpenApi(api)) {
            ObjectNode schema = Nodes.object("$ref", "#/components/schemas/" + lower);
            ObjectNode content = Nodes.object("application/json", Nodes.object("schema", schema));
            ObjectNode body = Nodes.object("content", content);
            model.copy(body, "Required", "required");
            operation.set("requestBody", body);
        } else {
            ObjectNode schema = Nodes.object("$ref", "#/definitions/" + lower);
            ObjectNode body = Nodes.object("in", "body", "name", lower, "schema", schema);
            model.copy(body, "Required", "required");
            operation.withArrayProperty("parameters").add(body);
        }
        if (model.has("ValidateBody") || model.has("ValidateParameters")) {
            operation.put(VALIDATOR, validator(model.flag("ValidateBody"), model.flag("ValidateParameters")));
        }
    }

    private static void parameter(JsonNode parameter, ObjectNode operation, boolean openApi) {
        String name = parameter.asText();
        SamProperties settings = new SamProperties(Nodes.object());
        if (parameter.isObject() && parameter.size() == 1) {
            Map.Entry<String, JsonNode> entry =
                    parameter.properties().iterator().next();
            name = entry.getKey();
            if (!(entry.getValue() instanceof ObjectNode object)) {
                throw InvalidResourceException.ofProperty("RequestParameters");
            }
            settings = new SamProperties(object);
            settings.check(Set.of("Required", "Caching"), Set.of(), "RequestParameters");
        }
        Matcher parts = PARAMETER.matcher(name);
        if (!parts.matches()) {
            throw new InvalidResourceException("Invalid value for 'RequestParameters' property. Keys must be in the"
                    + " format 'method.request.[querystring|path|header].{value}', e.g"
                    + " 'method.request.header.Authorization'.");
        }
        String place = parts.group(1).equals("querystring") ? "query" : parts.group(1);
        ObjectNode entry = Nodes.object("in", place, "name", parts.group(2), "required", settings.flag("Required"));
        if (openApi) {
            entry.set("schema", Nodes.object("type", "string"));
        } else {
            entry.put("type", "string");
        }
        operation.withArrayProperty("parameters").add(entry);
        if (settings.flag("Caching")) {
            ArrayNode cached = operation
                    .withObjectProperty("x-amazon-apigateway-integration")
                    .withArrayProperty("cacheKeyParameters");
            cached.add(name);
        }
    }
}
