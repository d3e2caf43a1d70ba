package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;

/// A usage plan.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplan.html>
final class UsagePlanType implements DescribedType {
    private static final int ID_CHARS = 6;
    private static final String STAGES = "apiStages";
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::ApiGateway::UsagePlan", """
            ApiStages[].ApiId string required
            ApiStages[].Stage string required
            ApiStages[].Throttle.*.BurstLimit integer
            ApiStages[].Throttle.*.RateLimit number
            Description string kept
            Quota.Limit integer required
            Quota.Offset integer
            Quota.Period string required
            Tags[].Key string required kept
            Tags[].Value string required kept
            Throttle.BurstLimit integer
            Throttle.RateLimit number
            UsagePlanName string
            """, "Id");

    private final GatewayApi api;

    UsagePlanType(GatewayApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.id(ID_CHARS);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = wanted(call);
        Tags.of(call).object().ifPresent(tags -> input.set("tags", tags));
        api.postPlanned(call, "/usageplans", input);
        return made(call);
    }

    private static ObjectNode wanted(ResourceCall call) {
        ObjectNode given = call.properties();
        ObjectNode wanted = Members.camel(given, "Description", "UsagePlanName:name");
        wanted.putIfAbsent(
                "name", wanted.textNode(call.stack().name() + "-" + call.logicalId() + "-" + call.physicalId()));
        if (given.has("Throttle")) {
            wanted.set("throttle", throttle(given.path("Throttle")));
        }
        if (given.has("Quota")) {
            wanted.set("quota", Members.camel(given.path("Quota"), "Limit", "Offset", "Period"));
        }
        ArrayNode stages = wanted.putArray(STAGES);
        for (JsonNode stage : given.path("ApiStages")) {
            ObjectNode one = stages.addObject().setAll(Members.camel(stage, "ApiId", "Stage"));
            if (!stage.path("Throttle").isEmpty()) {
                ObjectNode methods = one.putObject("throttle");
                stage.path("Throttle")
                        .properties()
                        .forEach(method -> methods.set(method.getKey(), throttle(method.getValue())));
            }
        }
        return wanted;
    }

    private static ObjectNode throttle(JsonNode given) {
        return Members.camel(given, "BurstLimit", "RateLimit");
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        api.patch(call, path(call), PlanPatches.of(api.get(call, path(call)), wanted(call)));
        api.updateTags(call, path(call), call.properties().path("Tags"));
        return made(call);
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId()).with("Id", call.physicalId());
    }

    /// API Gateway refuses to delete one that has stages.
    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        if (api.exists(call, path(call))) {
            JsonNode present = api.get(call, path(call));
            ObjectNode without = ((ObjectNode) present).deepCopy();
            without.putArray(STAGES);
            api.patch(call, path(call), PlanPatches.stages(new Patches(), present, without));
            api.delete(call, path(call));
        }
    }

    private static String path(ResourceCall call) {
        return "/usageplans/" + call.physicalId();
    }
}
