package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// A definition of an API, Swagger 2.0 or OpenAPI 3.0, as the transform edits it in place.
final class ApiDocument {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", ApiBody.ANY);

    private final ObjectNode tree;
    private final boolean openApi;

    ApiDocument(ObjectNode tree) {
        this.tree = tree;
        this.openApi = tree.has("openapi");
    }

    /// Whether the API that has these properties is to be of OpenAPI 3.0.
    static boolean isOpenApi(SamProperties api) {
        return api.get("OpenApiVersion").asText().startsWith("3");
    }

    /// A document without paths.
    static ObjectNode empty(String version) {
        ObjectNode info = Nodes.object("title", Nodes.ref("AWS::StackName"), "version", "1.0");
        ObjectNode tree = Nodes.object("info", info, "paths", Nodes.object());
        return tree.put(version.startsWith("3") ? "openapi" : "swagger", version);
    }

    ObjectNode tree() {
        return tree;
    }

    boolean isOpenApi() {
        return openApi;
    }

    /// The object of that name, made when there is none.
    ObjectNode section(String name) {
        return in(tree, name);
    }

    ObjectNode securitySchemes() {
        return openApi ? in(section("components"), "securitySchemes") : section("securityDefinitions");
    }

    ObjectNode schemas() {
        return openApi ? in(section("components"), "schemas") : section("definitions");
    }

    /// The items of all paths, both branches of one on a condition.
    List<Map.Entry<String, ObjectNode>> items() {
        List<Map.Entry<String, ObjectNode>> items = new ArrayList<>();
        tree.path("paths")
                .properties()
                .forEach(path -> branches(path.getValue(), item -> items.add(Map.entry(path.getKey(), item))));
        return items;
    }

    /// The operations of an item by their methods, both branches of one on a condition.
    static void operations(ObjectNode item, BiConsumer<String, ObjectNode> consumer) {
        for (Map.Entry<String, JsonNode> field : item.properties()) {
            String method = field.getKey().toLowerCase(Locale.ROOT);
            if (METHODS.contains(method)) {
                branches(field.getValue(), operation -> consumer.accept(method, operation));
            }
        }
    }

    private static void branches(JsonNode node, Consumer<ObjectNode> consumer) {
        JsonNode choice = node.path("Fn::If");
        if (choice.isArray() && choice.size() == 3) {
            branches(choice.get(1), consumer);
            branches(choice.get(2), consumer);
        } else if (node instanceof ObjectNode object && !Nodes.isIntrinsic(object)) {
            consumer.accept(object);
        }
    }

    private static ObjectNode in(ObjectNode owner, String name) {
        if (owner.hasNonNull(name) && !owner.get(name).isObject()) {
            throw new InvalidResourceException("Invalid 'DefinitionBody': '" + name + "' must be a map.");
        }
        return owner.hasNonNull(name) ? (ObjectNode) owner.get(name) : owner.putObject(name);
    }
}
