package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.MethodResponse;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.JsonMembers;
import io.millrace.core.resource.apigateway.RequestValidator;
import io.millrace.core.resource.apigateway.RestApi;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Writes methods as operations.
final class MethodExport {
    private static final String REQUEST = "method.request.";
    private static final String HEADER = "method.response.header.";
    private static final Map<String, String> PLACES =
            Map.of("querystring", "query", "path", "path", "header", "header");

    private final RestApi api;
    private final ExportOptions options;
    private final SecurityExport security;

    MethodExport(RestApi api, ExportOptions options) {
        this.api = api;
        this.options = options;
        this.security = new SecurityExport(api, options);
    }

    ObjectNode operation(ApiResource resource, ApiMethod method) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        method.operationName().ifPresent(name -> operation.put("operationId", name));
        if (options.isSwagger()) {
            types(operation, "consumes", method.requestModels());
            Map<String, String> produced = new TreeMap<>();
            method.responses().values().forEach(response -> produced.putAll(response.models()));
            types(operation, "produces", produced);
        }
        parameters(method, operation);
        if (!options.isSwagger() && !method.requestModels().isEmpty()) {
            operation.putObject("requestBody").put("required", true).set("content", content(method.requestModels()));
        }
        ObjectNode responses = operation.putObject("responses");
        new TreeMap<>(method.responses()).forEach((status, response) -> responses.set(status, response(response)));
        security.demand(method, operation);
        if (options.whole()) {
            method.requestValidatorId()
                    .map(api.validators()::get)
                    .ifPresent(
                            validator -> operation.put("x-amazon-apigateway-request-validator", name(api, validator)));
        }
        if (options.integrations()) {
            method.integration()
                    .ifPresent(integration -> operation.set(
                            IntegrationImport.EXTENSION, integration(integration, resource.resourceId())));
        }
        return operation;
    }

    /// The name of a validator, or its id where others have the same or it has none.
    static String name(RestApi api, RequestValidator validator) {
        boolean isAlone = api.validators().values().stream()
                        .filter(other -> other.name().equals(validator.name()))
                        .count()
                == 1;
        return isAlone && !validator.name().isEmpty() ? validator.name() : validator.validatorId();
    }

    private static void types(ObjectNode operation, String name, Map<String, String> models) {
        if (!models.isEmpty()) {
            operation.set(name, JsonMembers.array(new TreeSet<>(models.keySet())));
        }
    }

    private void parameters(ApiMethod method, ObjectNode operation) {
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        new TreeMap<>(method.requestParameters()).forEach((key, required) -> {
            int dot = key.indexOf('.', REQUEST.length());
            String place = PLACES.get(key.substring(REQUEST.length(), dot));
            if (place != null) {
                ObjectNode parameter = parameters
                        .addObject()
                        .put("name", key.substring(dot + 1))
                        .put("in", place)
                        .put("required", required);
                (options.isSwagger() ? parameter : parameter.putObject("schema")).put("type", "string");
            }
        });
        if (options.isSwagger()) {
            new TreeMap<>(method.requestModels()).values().stream().findFirst().ifPresent(model -> parameters
                    .addObject()
                    .put("in", "body")
                    .put("name", model)
                    .put("required", true)
                    .set("schema", schema(model)));
        }
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    private ObjectNode schema(String model) {
        return JsonNodeFactory.instance.objectNode().put("$ref", OpenApiExport.schemaPrefix(options) + model);
    }

    private ObjectNode content(Map<String, String> models) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(models).forEach((type, model) -> content.putObject(type).set("schema", schema(model)));
        return content;
    }

    private ObjectNode response(MethodResponse response) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("description", response.statusCode() + " response");
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(response.parameters()).forEach((key, required) -> {
            if (key.startsWith(HEADER)) {
                ObjectNode header = headers.putObject(key.substring(HEADER.length()));
                if (options.isSwagger()) {
                    header.put("type", "string");
                } else {
                    header.put("required", required).putObject("schema").put("type", "string");
                }
            }
        });
        if (!headers.isEmpty()) {
            json.set("headers", headers);
        }
        if (!options.isSwagger()) {
            json.set("content", content(response.models()));
        } else {
            new TreeMap<>(response.models())
                    .values().stream().findFirst().ifPresent(model -> json.set("schema", schema(model)));
        }
        return json;
    }

    private static ObjectNode integration(Integration integration, String resourceId) {
        ObjectNode json = integration.json();
        json.remove(List.of("integrationResponses", "responseTransferMode"));
        for (String name : List.of("type", "passthroughBehavior")) {
            json.put(name, json.get(name).textValue().toLowerCase(Locale.ROOT));
        }
        if (integration.cacheNamespace().equals(Optional.of(resourceId))) {
            json.remove("cacheNamespace");
        }
        if (integration.cacheKeyParameters().isEmpty()) {
            json.remove("cacheKeyParameters");
        }
        if (integration.timeoutMillis() == Limit.API_GATEWAY_TIMEOUT_MILLIS.value()) {
            json.remove("timeoutInMillis");
        }
        ObjectNode responses = json.putObject("responses");
        new TreeMap<>(integration.responses()).forEach((status, response) -> {
            ObjectNode members = response.json();
            members.remove("selectionPattern");
            responses.set(
                    response.selectionPattern()
                            .filter(pattern -> !pattern.isEmpty())
                            .orElse("default"),
                    members);
        });
        return json;
    }
}
