package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiResource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Makes resources of paths, and methods of what is under them.
final class PathImport {
    static final String ANY = "x-amazon-apigateway-any-method";
    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "options", "head", "patch", ANY);

    private final ImportState state;
    private final MethodImport methods;
    private final boolean keepsIds;
    private final Map<String, ApiResource> made = new HashMap<>();
    private final Map<String, ApiResource> before = new HashMap<>();

    /// @param previous the API whose resources keep their ids where their path is the same
    PathImport(ImportState state, MethodImport methods, Map<String, ApiResource> previous) {
        this.state = state;
        this.methods = methods;
        this.keepsIds = !previous.isEmpty();
        before.putAll(previous);
        state.base.resources().values().forEach(resource -> made.put(state.base.path(resource), resource));
    }

    /// The resources of the API by id.
    ///
    /// @param prefix put before each path
    Map<String, ApiResource> of(String prefix) {
        for (Map.Entry<String, JsonNode> entry :
                OpenApiDocument.object(state.document.root(), "paths").properties()) {
            if (entry.getKey().startsWith("x-")) {
                state.warn("Extension '" + entry.getKey() + "' of paths is not supported and was ignored");
            } else if (!entry.getKey().startsWith("/")) {
                throw OpenApiDocument.bad("Invalid OpenAPI input: path '" + entry.getKey() + "' must begin with /");
            } else {
                item(prefix + entry.getKey(), entry.getValue());
            }
        }
        Map<String, ApiResource> byId = new HashMap<>();
        made.values().forEach(resource -> byId.put(resource.resourceId(), resource));
        return byId;
    }

    private void item(String path, JsonNode given) {
        ObjectNode item = state.document.resolve(given, "path " + path);
        ApiResource resource = resource(path);
        state.warnOfUnknown(item, Set.of(ANY), "path " + path);
        if (item.has("trace")) {
            state.warn("Method 'trace' of path " + path + " is not supported and was ignored");
        }
        Map<String, ApiMethod> all = new HashMap<>(resource.methods());
        for (String name : METHODS) {
            if (item.has(name)) {
                String httpMethod = name.equals(ANY) ? ApiMethod.ANY : name.toUpperCase(Locale.ROOT);
                ObjectNode members = state.document.resolve(item.get(name), httpMethod + " of " + path);
                ApiMethod method = method(
                        new MethodImport.Operation(httpMethod, members, item.path("parameters"), path),
                        resource.resourceId());
                all.put(method.httpMethod(), method);
            }
        }
        made.put(pathOf(path), resource.withMethods(all));
    }

    private ApiMethod method(MethodImport.Operation operation, String resourceId) {
        try {
            return methods.of(operation, resourceId);
        } catch (RequestException e) {
            if (e.code().equals("LimitExceededException") || e.getMessage().startsWith("Errors found")) {
                throw e;
            }
            throw OpenApiDocument.bad(
                    "Errors found during import:\n\tUnable to put method " + operation.where() + ": " + e.getMessage());
        }
    }

    /// Without a slash at its end; empty of the root.
    private static String withoutEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String pathOf(String path) {
        String cut = withoutEnd(path);
        return cut.isEmpty() ? "/" : cut;
    }

    private ApiResource resource(String path) {
        ApiResource at = made.get("/");
        StringBuilder upTo = new StringBuilder();
        if (pathOf(path).equals("/")) {
            return at;
        }
        for (String segment : pathOf(path).substring(1).split("/", -1)) {
            upTo.append('/').append(segment);
            ApiResource present = made.get(upTo.toString());
            at = present == null ? create(upTo.toString(), segment, at) : present;
        }
        return at;
    }

    private ApiResource create(String path, String segment, ApiResource parent) {
        if (made.size() >= Limit.API_GATEWAY_RESOURCES.value()) {
            throw new RequestException(
                    "LimitExceededException",
                    "Maximum number reached: at most " + Limit.API_GATEWAY_RESOURCES.value() + " "
                            + Limit.API_GATEWAY_RESOURCES.why());
        }
        try {
            ObjectNode members = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id(path))
                    .put("parentId", parent.resourceId())
                    .put("pathPart", segment);
            ApiResource resource = ApiResource.parse(Fields.of(members, ""));
            requirePlace(resource, parent);
            made.put(path, resource);
            return resource;
        } catch (RequestException e) {
            throw OpenApiDocument.bad("Errors found during import:\n\tUnable to create resource at path '" + path
                    + "': " + e.getMessage());
        }
    }

    private String id(String path) {
        Supplier<String> fresh = state.ids;
        return keepsIds
                ? Optional.ofNullable(before.get(path))
                        .map(ApiResource::resourceId)
                        .orElseGet(fresh)
                : fresh.get();
    }

    private void requirePlace(ApiResource resource, ApiResource parent) {
        if (parent.isGreedy()) {
            throw OpenApiDocument.bad(
                    "Cannot create a child of a resource with a greedy path variable: " + parent.pathPart());
        }
        Stream<ApiResource> variables = made.values().stream()
                .filter(other -> other.parentId().equals(resource.parentId()) && other.isVariable());
        if (resource.isVariable()) {
            variables.findFirst().ifPresent(other -> {
                throw OpenApiDocument.bad("A sibling (" + other.pathPart()
                        + ") of this resource already has a variable path part -- only one is allowed");
            });
        }
    }
}
