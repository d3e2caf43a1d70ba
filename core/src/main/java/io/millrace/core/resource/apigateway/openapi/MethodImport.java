package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.MethodResponse;
import io.millrace.core.resource.apigateway.Integration;
import io.millrace.core.resource.apigateway.Integration.IntegrationResponse;
import io.millrace.core.resource.apigateway.RequestValidator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes methods of operations.
final class MethodImport {
    private static final String VALIDATOR = "x-amazon-apigateway-request-validator";
    private static final Set<String> EXTENSIONS =
            Set.of(IntegrationImport.EXTENSION, VALIDATOR, "x-amazon-apigateway-auth");
    private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");
    private static final Map<String, String> PLACES =
            Map.of("query", "querystring", "path", "path", "header", "header");
    private static final String JSON = "application/json";

    private final ImportState state;
    private final SecurityImport security;
    private final ModelImport models;
    private final IntegrationImport integrations;

    MethodImport(ImportState state, SecurityImport security, ModelImport models) {
        this.state = state;
        this.security = security;
        this.models = models;
        this.integrations = new IntegrationImport(state);
    }

    /// What is said of a method.
    ///
    /// @param httpMethod in upper case
    /// @param members of the operation
    /// @param shared parameters of all operations of the path
    /// @param path of its resource
    record Operation(String httpMethod, ObjectNode members, JsonNode shared, String path) {
        /// For messages.
        String where() {
            return "'" + httpMethod + "' on resource at path '" + path + "'";
        }
    }

    /// @param resourceId of the path
    ApiMethod of(Operation given, String resourceId) {
        ObjectNode operation = given.members();
        String where = given.where();
        state.warnOfUnknown(operation, EXTENSIONS, where);
        ObjectNode method = JsonNodeFactory.instance.objectNode().put("httpMethod", given.httpMethod());
        security.apply(operation, method);
        if (operation.path("operationId").isTextual()) {
            method.set("operationName", operation.get("operationId"));
        }
        validator(operation).ifPresent(id -> method.put("requestValidatorId", id));
        parameters(operation, given.shared(), method, where);
        method.set("methodResponses", responses(operation, where));
        integrations.of(operation).ifPresent(integration -> {
            if (!integration.has("cacheNamespace")) {
                integration.put("cacheNamespace", resourceId);
            }
            method.set("methodIntegration", integration);
        });
        ApiMethod made = withIntegration(given, method);
        made.integration().ifPresent(integration -> requireAnswered(made, integration));
        return made;
    }

    /// AWS tells apart what it was that could not be put.
    private static ApiMethod withIntegration(Operation given, ObjectNode method) {
        Optional<JsonNode> integration = Optional.ofNullable(method.remove("methodIntegration"));
        ApiMethod made = ApiMethod.parse(Fields.of(method, ""));
        try {
            return made.withIntegration(
                    integration.map(members -> Integration.parse(Fields.of(members, "integration"))));
        } catch (RequestException e) {
            throw OpenApiDocument.bad("Errors found during import:\n\tUnable to put integration on '"
                    + given.httpMethod() + "' for resource at path '" + given.path() + "': " + e.getMessage());
        }
    }

    private Optional<String> validator(ObjectNode operation) {
        JsonNode name = operation.has(VALIDATOR)
                ? operation.get(VALIDATOR)
                : state.document.root().path(VALIDATOR);
        if (name.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(Optional.ofNullable(state.validators.get(name.asText()))
                .map(RequestValidator::validatorId)
                .orElseThrow(() -> OpenApiDocument.bad("Invalid Request Validator identifier specified")));
    }

    private void parameters(ObjectNode operation, JsonNode shared, ObjectNode method, String where) {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        for (JsonNode list : List.of(shared, operation.path("parameters"))) {
            for (JsonNode given : list) {
                ObjectNode parameter = state.document.resolve(given, "a parameter of " + where);
                all.put(
                        parameter.path("in").asText() + " "
                                + parameter.path("name").asText(),
                        parameter);
            }
        }
        ObjectNode parameters = method.putObject("requestParameters");
        ObjectNode requestModels = method.putObject("requestModels");
        for (ObjectNode parameter : all.values()) {
            String in = parameter.path("in").asText();
            String name = parameter.path("name").asText();
            boolean required = parameter.path("required").asBoolean(false);
            if (PLACES.containsKey(in)) {
                parameters.put("method.request." + PLACES.get(in) + "." + name, required || in.equals("path"));
            } else if (in.equals("body") && state.document.isSwagger()) {
                named(parameter.path("schema"), types(operation, "consumes"), requestModels);
            } else {
                state.warn("Parameter '" + name + "' in " + in + " of " + where + " is not supported and was ignored");
            }
        }
        if (!state.document.isSwagger() && operation.has("requestBody")) {
            content(state.document.resolve(operation.get("requestBody"), "the body of " + where), requestModels);
        }
    }

    private void content(ObjectNode parent, ObjectNode named) {
        for (Map.Entry<String, JsonNode> type :
                OpenApiDocument.object(parent, "content").properties()) {
            JsonNode schema = type.getValue().path("schema");
            if (schema.isObject()) {
                named.put(type.getKey(), models.name(schema, type.getKey()));
            }
        }
    }

    private void named(JsonNode schema, List<String> types, ObjectNode named) {
        if (schema.isObject()) {
            String name = models.name(schema, types.getFirst());
            types.forEach(type -> named.put(type, name));
        }
    }

    private List<String> types(ObjectNode operation, String name) {
        JsonNode given = operation.has(name)
                ? operation.get(name)
                : state.document.root().path(name);
        List<String> types = new ArrayList<>();
        given.forEach(type -> types.add(type.asText()));
        return types.isEmpty() ? List.of(JSON) : types;
    }

    private ObjectNode responses(ObjectNode operation, String where) {
        ObjectNode responses = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry :
                OpenApiDocument.object(operation, "responses").properties()) {
            String status = entry.getKey();
            if (status.startsWith("x-")) {
                continue;
            }
            if (!STATUS.matcher(status).matches()) {
                state.warn("Response '" + status + "' of " + where + " is no status code and was ignored");
                continue;
            }
            ObjectNode given = state.document.resolve(entry.getValue(), "response " + status + " of " + where);
            ObjectNode response = responses.putObject(status).put("statusCode", status);
            ObjectNode parameters = response.putObject("responseParameters");
            for (Map.Entry<String, JsonNode> header :
                    OpenApiDocument.object(given, "headers").properties()) {
                ObjectNode described = state.document.resolve(header.getValue(), "header " + header.getKey());
                parameters.put(
                        "method.response.header." + header.getKey(),
                        described.path("required").asBoolean(false));
            }
            ObjectNode named = response.putObject("responseModels");
            if (!state.document.isSwagger()) {
                content(given, named);
            } else {
                named(given.path("schema"), types(operation, "produces"), named);
            }
        }
        return responses;
    }

    /// What the integration maps must be among what the method answers.
    private static void requireAnswered(ApiMethod method, Integration integration) {
        for (IntegrationResponse response : integration.responses().values()) {
            MethodResponse answered = method.responses().get(response.statusCode());
            if (answered == null) {
                throw OpenApiDocument.bad("Invalid Response status code specified: " + response.statusCode()
                        + " of the integration is not among the method's responses");
            }
            response.parameters().keySet().stream()
                    .filter(name -> !answered.parameters().containsKey(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw OpenApiDocument.bad("Invalid mapping expression specified: Validation Result: warnings :"
                                + " [], errors : [Invalid mapping expression parameter specified: " + name + "]");
                    });
        }
    }
}
