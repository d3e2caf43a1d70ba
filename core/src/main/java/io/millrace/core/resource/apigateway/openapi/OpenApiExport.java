package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiModel;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.JsonMembers;
import io.millrace.core.resource.apigateway.RestApi;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Writes REST APIs as documents of Swagger 2.0 and OpenAPI 3.0, so that an import of the document with all extensions
/// makes the same API.
///
/// What the formats have no place for is lost, as at AWS: ids, descriptions of models, content types of models other
/// than JSON; in Swagger 2.0 also different models of one body by content type.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html>
public final class OpenApiExport {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final RestApi api;
    private final ExportOptions options;

    private OpenApiExport(RestApi api, ExportOptions options) {
        this.api = api;
        this.options = options;
    }

    public static ObjectNode write(RestApi api, ExportOptions options) {
        return new OpenApiExport(api, options).document();
    }

    private ObjectNode document() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put(options.isSwagger() ? "swagger" : "openapi", options.isSwagger() ? "2.0" : "3.0.1");
        ApiSettings settings = api.settings();
        root.set(
                "info",
                new JsonMembers()
                        .text("title", settings.name())
                        .text("description", settings.description())
                        .text(
                                "version",
                                settings.version().orElse(settings.created().toString()))
                        .node());
        address(root);
        ObjectNode paths = root.putObject("paths");
        api.resources().values().stream()
                .sorted(Comparator.comparing(api::path))
                .filter(resource -> !resource.methods().isEmpty() || isLeaf(resource))
                .forEach(resource -> paths.set(api.path(resource), path(resource)));
        components(root);
        if (options.whole()) {
            extensions(root);
        }
        return root;
    }

    private boolean isLeaf(ApiResource resource) {
        return resource.parentId().isPresent()
                && api.resources().values().stream()
                        .noneMatch(other -> other.parentId().equals(Optional.of(resource.resourceId())));
    }

    private void address(ObjectNode root) {
        String host = api.apiId() + ".execute-api." + api.region() + ".amazonaws.com";
        if (options.isSwagger()) {
            root.put("host", host).put("basePath", "/" + options.stage());
            root.putArray("schemes").add("https");
            endpoints(root);
        } else {
            ObjectNode server = root.putArray("servers").addObject().put("url", "https://" + host + "/{basePath}");
            server.putObject("variables").putObject("basePath").put("default", options.stage());
            endpoints(server);
        }
    }

    private void endpoints(ObjectNode where) {
        JsonNode vpcIds = api.settings().kept().get("vpcEndpointIds");
        if (options.whole() && (vpcIds != null || api.settings().executeApiDisabled())) {
            ObjectNode endpoints = where.putObject(SettingsImport.ENDPOINTS);
            if (vpcIds != null) {
                endpoints.set("vpcEndpointIds", vpcIds);
            }
            if (api.settings().executeApiDisabled()) {
                endpoints.put("disableExecuteApiEndpoint", true);
            }
        }
    }

    private ObjectNode path(ApiResource resource) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        MethodExport methods = new MethodExport(api, options);
        for (Map.Entry<String, ApiMethod> method : new TreeMap<>(resource.methods()).entrySet()) {
            String name = method.getKey().equals(ApiMethod.ANY)
                    ? PathImport.ANY
                    : method.getKey().toLowerCase(Locale.ROOT);
            item.set(name, methods.operation(resource, method.getValue()));
        }
        return item;
    }

    private void components(ObjectNode root) {
        ObjectNode schemas = JsonNodeFactory.instance.objectNode();
        for (ApiModel model : new TreeMap<>(api.models()).values()) {
            schemas.set(model.name(), schema(model));
        }
        ObjectNode schemes = new SecurityExport(api, options).schemes();
        ObjectNode parent =
                options.isSwagger() || (schemas.isEmpty() && schemes.isEmpty()) ? root : root.putObject("components");
        if (!schemas.isEmpty()) {
            parent.set(options.isSwagger() ? "definitions" : "schemas", schemas);
        }
        if (!schemes.isEmpty()) {
            parent.set(options.isSwagger() ? "securityDefinitions" : "securitySchemes", schemes);
        }
    }

    private JsonNode schema(ApiModel model) {
        try {
            return local(MAPPER.readTree(model.schema()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Model " + model.name() + " of API " + api.apiId() + " is not JSON", e);
        }
    }

    /// References among models become references within the document.
    private JsonNode local(JsonNode node) {
        return switch (node) {
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(local(element)));
                yield copy;
            }
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(member -> copy.set(member.getKey(), local(member.getValue())));
                OpenApiDocument.reference(object)
                        .filter(reference -> reference.startsWith(ModelImport.REFERENCES))
                        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                        .ifPresent(name -> copy.set("$ref", TextNode.valueOf(schemaPrefix(options) + name)));
                yield copy;
            }
            default -> node;
        };
    }

    static String schemaPrefix(ExportOptions options) {
        return options.isSwagger() ? "#/definitions/" : "#/components/schemas/";
    }

    private void extensions(ObjectNode root) {
        ObjectNode validators = JsonNodeFactory.instance.objectNode();
        api.validators().values().forEach(validator -> {
            ObjectNode members = validator.json();
            members.remove(List.of("id", "name"));
            validators.set(MethodExport.name(api, validator), members);
        });
        ObjectNode responses = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(api.gatewayResponses()).forEach((type, response) -> {
            ObjectNode members = response.json();
            members.remove(List.of("responseType", "defaultResponse"));
            responses.set(type.name(), members);
        });
        ApiSettings settings = api.settings();
        if (!validators.isEmpty()) {
            root.set(SettingsImport.VALIDATORS, validators);
        }
        if (!responses.isEmpty()) {
            root.set(SettingsImport.GATEWAY_RESPONSES, responses);
        }
        root.setAll(new JsonMembers()
                .text(SettingsImport.KEY_SOURCE, settings.apiKeySource().name())
                .list(SettingsImport.BINARY_TYPES, settings.binaryMediaTypes())
                .whole(SettingsImport.COMPRESSION, settings.minimumCompressionBytes())
                .any(SettingsImport.POLICY, settings.policy())
                .node());
    }
}
