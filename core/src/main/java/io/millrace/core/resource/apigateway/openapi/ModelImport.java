package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiModel;
import java.util.Map;
import java.util.Optional;

/// Makes models of schemas. References among schemas become those that AWS has among models:
/// `https://apigateway.amazonaws.com/restapis/ID/models/NAME`.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html>
final class ModelImport {
    /// What references among models begin with, before the API's id.
    static final String REFERENCES = "https://apigateway.amazonaws.com/restapis/";

    private static final String JSON = "application/json";
    private final ImportState state;

    ModelImport(ImportState state) {
        this.state = state;
    }

    /// Makes a model of each schema that has a name.
    void named() {
        state.document.schemas().properties().forEach(schema -> put(schema.getKey(), schema.getValue(), JSON));
    }

    /// The name of the model of a schema; one that has no name is given one.
    String name(JsonNode schema, String contentType) {
        Optional<String> reference = OpenApiDocument.reference(schema);
        if (reference.isPresent()) {
            return modelName(reference.get());
        }
        String name = "MODEL" + state.ids.get();
        put(name, schema, contentType);
        return name;
    }

    private String modelName(String reference) {
        String prefix = state.document.schemaPrefix();
        String name = reference.startsWith(prefix)
                ? reference.substring(prefix.length())
                : reference.substring(reference.lastIndexOf('/') + 1);
        boolean isModel = reference.startsWith(prefix) || reference.startsWith(REFERENCES);
        if (!isModel || !(state.document.schemas().has(name) || state.models.containsKey(name))) {
            throw OpenApiDocument.bad("Errors found during import:\n\tUnable to resolve reference '" + reference
                    + "': schemas are referred to as " + prefix + "NAME");
        }
        return name;
    }

    private void put(String name, JsonNode schema, String contentType) {
        state.spend(schema);
        String id = Optional.ofNullable(state.models.get(name))
                .map(ApiModel::modelId)
                .orElseGet(state.ids);
        ObjectNode model = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("name", name)
                .put("contentType", contentType)
                .put("schema", rewritten(schema).toPrettyString());
        try {
            state.models.put(name, ApiModel.parse(Fields.of(model, "")));
        } catch (RequestException e) {
            throw OpenApiDocument.bad(
                    "Errors found during import:\n\tUnable to create model '" + name + "': " + e.getMessage());
        }
    }

    /// A reference is a member named `$ref` whose value is text; a property of that name has an object.
    private JsonNode rewritten(JsonNode node) {
        return switch (node) {
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(rewritten(element)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                for (Map.Entry<String, JsonNode> member : object.properties()) {
                    boolean isReference =
                            member.getKey().equals("$ref") && member.getValue().isTextual();
                    copy.set(
                            member.getKey(),
                            isReference
                                    ? TextNode.valueOf(REFERENCES + state.base.apiId() + "/models/"
                                            + modelName(member.getValue().textValue()))
                                    : rewritten(member.getValue()));
                }
                yield copy;
            }
            default -> node;
        };
    }
}
