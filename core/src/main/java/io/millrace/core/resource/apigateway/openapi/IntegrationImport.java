package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes integrations of `x-amazon-apigateway-integration`.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html>
final class IntegrationImport {
    static final String EXTENSION = "x-amazon-apigateway-integration";
    private static final String DEFAULT = "default";

    private final ImportState state;

    IntegrationImport(ImportState state) {
        this.state = state;
    }

    /// The members of an operation's integration as [io.millrace.core.resource.apigateway.Integration#parse] reads
    /// them.
    Optional<ObjectNode> of(JsonNode operation) {
        return Optional.ofNullable(operation.get(EXTENSION)).map(this::members);
    }

    private ObjectNode members(JsonNode extension) {
        ObjectNode given = state.document.resolve(extension, EXTENSION);
        state.spend(given);
        ObjectNode members = given.deepCopy();
        upper(members, "type");
        upper(members, "passthroughBehavior");
        upper(members, "contentHandling");
        upper(members, "connectionType");
        upper(members, "httpMethod");
        if (members.path("httpMethod").asText().equals("X-AMAZON-APIGATEWAY-ANY-METHOD")) {
            members.put("httpMethod", "ANY");
        }
        if (members.path("payloadFormatVersion").asText("1.0").equals("1.0")) {
            members.remove("payloadFormatVersion");
        }
        ObjectNode responses = OpenApiDocument.object(members, "responses").deepCopy();
        members.remove("responses");
        ObjectNode byStatus = members.putObject("integrationResponses");
        for (Map.Entry<String, JsonNode> entry : responses.properties()) {
            ObjectNode response = OpenApiDocument.require(entry.getValue(), "an integration response");
            upper(response, "contentHandling");
            response.put("statusCode", response.path("statusCode").asText());
            if (!entry.getKey().equals(DEFAULT)) {
                response.put("selectionPattern", entry.getKey());
            }
            if (byStatus.has(response.get("statusCode").textValue())) {
                throw OpenApiDocument.bad("two integration responses have status code "
                        + response.get("statusCode").textValue());
            }
            byStatus.set(response.get("statusCode").textValue(), response);
        }
        return members;
    }

    private static void upper(ObjectNode members, String name) {
        if (members.path(name).isTextual()) {
            members.put(name, members.get(name).textValue().toUpperCase(Locale.ROOT));
        }
    }
}
