package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The APIs that functions' events speak of without naming one: `ServerlessRestApi` and `ServerlessHttpApi`.
///
/// Source:
/// AWS SAM developer guide, page `sam-specification-generated-resources-api`
final class ImplicitApis {
    static final String REST = "ServerlessRestApi";
    static final String HTTP = "ServerlessHttpApi";

    private ImplicitApis() {}

    /// Adds to the template those that are needed, and lets the events refer to them.
    static void add(ObjectNode template) {
        add(template, "Api", "RestApiId", REST);
        add(template, "HttpApi", "ApiId", HTTP);
    }

    private static void add(ObjectNode template, String eventType, String idProperty, String apiId) {
        ObjectNode resources = (ObjectNode) template.get("Resources");
        List<JsonNode> users = new ArrayList<>();
        for (JsonNode resource : resources) {
            if (resource.path("Type").asText().equals(ResourceTypes.FUNCTION)
                    && nameApi(resource, eventType, idProperty, apiId)) {
                users.add(resource);
            }
        }
        if (users.isEmpty() || resources.has(apiId)) {
            return;
        }
        ObjectNode api = Nodes.object("Type", ResourceTypes.PREFIX + eventType, "Properties", Nodes.object());
        if (apiId.equals(REST)) {
            api.withObjectProperty("Properties").put("StageName", "Prod");
        }
        condition(template, apiId, users, api);
        policy("DeletionPolicy", users, api);
        policy("UpdateReplacePolicy", users, api);
        SamGlobals.mergeInto(api, template.path("Globals"));
        resources.set(apiId, api);
    }

    // True when an event of the function is one of the implicit API.
    private static boolean nameApi(JsonNode function, String eventType, String idProperty, String apiId) {
        boolean named = false;
        for (Map.Entry<String, JsonNode> entry :
                function.path("Properties").path("Events").properties()) {
            if (!(entry.getValue() instanceof ObjectNode event)
                    || !event.path("Type").asText().equals(eventType)) {
                continue;
            }
            JsonNode given = event.path("Properties");
            if (given.hasNonNull(idProperty) || !(given.isObject() || given.isMissingNode() || given.isNull())) {
                continue;
            }
            ObjectNode properties = given.isObject() ? (ObjectNode) given : Nodes.object();
            event.set("Properties", properties.set(idProperty, Nodes.ref(apiId)));
            named = true;
        }
        return named;
    }

    private static void condition(ObjectNode template, String apiId, List<JsonNode> users, ObjectNode api) {
        Set<String> conditions = new LinkedHashSet<>();
        for (JsonNode user : users) {
            conditions.add(user.path("Condition").asText());
        }
        if (conditions.contains("")) {
            return;
        }
        if (conditions.size() == 1) {
            api.put("Condition", conditions.iterator().next());
            return;
        }
        new Assembly(template, Map.of(), "").either(apiId + "Condition", conditions);
        api.put("Condition", apiId + "Condition");
    }

    // The API is kept when any of its functions is.
    private static void policy(String name, List<JsonNode> users, ObjectNode api) {
        for (JsonNode user : users) {
            String policy = user.path(name).asText();
            if (policy.equals("Retain") || (!policy.isEmpty() && !api.has(name))) {
                api.put(name, policy);
            }
        }
    }
}
