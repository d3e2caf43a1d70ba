package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The paths of an API as the events of functions add to them. An operation is on the condition of its function; a path
/// on those of all its operations.
final class ApiBody {
    static final String ANY = "x-amazon-apigateway-any-method";

    private final String apiId;
    private final ObjectNode paths = Nodes.object();
    private final Map<String, Map<String, String>> conditions = new LinkedHashMap<>();
    private final IdentityHashMap<JsonNode, ObjectNode> auths = new IdentityHashMap<>();
    private final Map<String, ObjectNode> routeSettings = new LinkedHashMap<>();

    ApiBody(String apiId) {
        this.apiId = apiId;
    }

    /// Adds an operation.
    ///
    /// @param method in small letters, or [#ANY]
    /// @param condition of its function; empty when there is none
    void add(String path, String method, ObjectNode operation, String condition) {
        ObjectNode item = paths.withObjectProperty(path);
        if (item.has(method)) {
            throw new InvalidResourceException(
                    "API method \"" + method + "\" defined multiple times for path \"" + path + "\".");
        }
        item.set(method, operation);
        conditions.computeIfAbsent(path, ignored -> new LinkedHashMap<>()).put(method, condition);
    }

    /// What an event says of its authorisation.
    void auth(ObjectNode operation, ObjectNode auth) {
        auths.put(operation, auth);
    }

    ObjectNode auth(JsonNode operation) {
        return auths.getOrDefault(operation, Nodes.object());
    }

    /// What an event says of its route's settings (HTTP APIs).
    void routeSettings(String routeKey, ObjectNode settings) {
        routeSettings.put(routeKey, settings);
    }

    Map<String, ObjectNode> routeSettings() {
        return routeSettings;
    }

    /// The paths without their conditions: to be added to until they are [#conditional].
    ObjectNode paths() {
        return paths;
    }

    /// The paths, each on its condition; conditions that are needed are added to the template.
    ObjectNode conditional(Assembly assembly) {
        ObjectNode result = Nodes.object();
        paths.properties().forEach(path -> {
            Map<String, String> methods = conditions.getOrDefault(path.getKey(), Map.of());
            ObjectNode item = Nodes.object();
            path.getValue()
                    .properties()
                    .forEach(operation -> item.set(
                            operation.getKey(),
                            Nodes.when(methods.getOrDefault(operation.getKey(), ""), operation.getValue())));
            Set<String> needed = new LinkedHashSet<>(methods.values());
            result.set(path.getKey(), Nodes.when(condition(path.getKey(), needed, assembly), item));
        });
        return result;
    }

    /// Adds the operations, each on its condition, to the paths of a definition; what is there already stays.
    void addTo(ObjectNode definedPaths) {
        paths.properties().forEach(path -> {
            JsonNode there = definedPaths.path(path.getKey());
            if (!there.isMissingNode() && (!there.isObject() || Nodes.isIntrinsic(there))) {
                throw new InvalidResourceException("Path \"" + path.getKey()
                        + "\" of 'DefinitionBody' must be a map for an event to be added to it.");
            }
            ObjectNode item = definedPaths.withObjectProperty(path.getKey());
            path.getValue().properties().forEach(operation -> {
                if (!item.has(operation.getKey())) {
                    String condition = conditions.get(path.getKey()).getOrDefault(operation.getKey(), "");
                    item.set(operation.getKey(), Nodes.when(condition, operation.getValue()));
                }
            });
        });
    }

    private String condition(String path, Set<String> needed, Assembly assembly) {
        if (needed.isEmpty() || needed.contains("")) {
            return "";
        }
        if (needed.size() == 1) {
            return needed.iterator().next();
        }
        String name = apiId + conditionName(path) + "PathCondition";
        assembly.either(name, needed);
        return name;
    }

    // Names of conditions are letters and digits: what else a path has would let two paths have one name.
    private static String conditionName(String path) {
        String spelled = path.replace("/", "SLASH").replace("{", "OB").replace("}", "CB");
        String letters = spelled.replaceAll("[^A-Za-z0-9]", "");
        return letters.equals(spelled) ? letters : letters + Digests.shortened(path);
    }
}
