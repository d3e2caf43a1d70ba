package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `Auth.UsagePlan` of a REST API, of its own (`PER_API`): a plan, a key, and the one in the other. `SHARED` is
/// refused.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiusageplan.html>
final class UsagePlan {
    private static final Set<String> KNOWN =
            Set.of("CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName");

    private UsagePlan() {}

    /// @param stageId the logical id of the API's stage
    static void expand(SamResource api, SamProperties auth, String stageId, Assembly assembly) {
        if (!auth.has("UsagePlan")) {
            return;
        }
        SamProperties plan = auth.inner("UsagePlan");
        plan.check(KNOWN, Set.of(), "UsagePlan");
        switch (plan.text("CreateUsagePlan", "")) {
            case "NONE" -> {}
            case "PER_API" -> put(api, plan, stageId, assembly);
            case "SHARED" -> throw InvalidResourceException.notSupported("CreateUsagePlan: SHARED");
            default ->
                throw new InvalidResourceException("'CreateUsagePlan' must be one of ['PER_API', 'SHARED', 'NONE'].");
        }
    }

    private static void put(SamResource api, SamProperties plan, String stageId, Assembly assembly) {
        String planId = api.id() + "UsagePlan";
        String keyId = api.id() + "ApiKey";
        JsonNode stage = Nodes.ref(stageId);
        ObjectNode stages = Nodes.object("ApiId", Nodes.ref(api.id()), "Stage", stage);
        ObjectNode settings = Nodes.object("ApiStages", Nodes.list(stages));
        plan.copy(settings, List.of("Description", "Quota", "Tags", "Throttle", "UsagePlanName"));
        assembly.put(planId, "AWS::ApiGateway::UsagePlan", settings, after(api, api.id()));
        ObjectNode keyed = Nodes.object("RestApiId", Nodes.ref(api.id()), "StageName", stage.deepCopy());
        ObjectNode key = Nodes.object("Enabled", true, "StageKeys", Nodes.list(keyed));
        plan.copy(key, List.of("Tags"));
        assembly.put(keyId, "AWS::ApiGateway::ApiKey", key, after(api, planId));
        ObjectNode link =
                Nodes.object("KeyId", Nodes.ref(keyId), "KeyType", "API_KEY", "UsagePlanId", Nodes.ref(planId));
        assembly.put(planId + "Key", "AWS::ApiGateway::UsagePlanKey", link, after(api, keyId));
        assembly.alias(api.id(), "UsagePlan", planId);
        assembly.alias(api.id(), "ApiKey", keyId);
        assembly.alias(api.id(), "UsagePlanKey", planId + "Key");
    }

    private static ObjectNode after(SamResource api, String id) {
        ObjectNode attributes = api.inherited();
        attributes.set("DependsOn", Nodes.list(id));
        return attributes;
    }
}
