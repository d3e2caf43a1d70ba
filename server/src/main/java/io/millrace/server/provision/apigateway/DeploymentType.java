package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;

/// A deployment, with the stage of `StageName` where it has one: a stage of that name goes over to it. When it goes
/// while
/// that stage still calls it, the stage goes back to the latest deployment that is left, or away with the last.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html>
final class DeploymentType implements DescribedType {
    private static final int ID_CHARS = 6;
    private static final String STAGE = "StageName";
    private static final String STAGE_DESCRIPTION = "StageDescription";
    private static final TypeDescription DESCRIPTION = TypeDescription.of(
            "AWS::ApiGateway::Deployment",
            """
            DeploymentCanarySettings json replace
            Description string kept
            RestApiId string replace required
            StageName string
            """
                    + StageSettings.table("StageDescription.")
                    + StageSettings.below("StageDescription.", StageSettings.METHOD),
            "DeploymentId");

    private final GatewayApi api;

    DeploymentType(GatewayApi api) {
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
        ObjectNode input = Members.camel(call.properties(), "Description", "DeploymentCanarySettings:canarySettings");
        api.postPlanned(call, all(call), input);
        return Undo.onFailure(() -> withStage(call), () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        JsonNode present = api.get(call, path(call));
        ObjectNode wanted = Members.camel(call.properties(), "Description");
        api.patch(call, path(call), new Patches().texts(present, wanted, "description"));
        String left = before.path(STAGE).asText();
        if (!left.isEmpty() && !left.equals(call.properties().path(STAGE).asText())) {
            leave(call, left);
        }
        return withStage(call);
    }

    private Made withStage(ResourceCall call) throws InterruptedException {
        JsonNode name = call.properties().path(STAGE);
        if (!name.isMissingNode()) {
            String stage = stage(call, name.asText());
            if (!api.exists(call, stage)) {
                ObjectNode input = Members.none().put("stageName", name.asText());
                api.post(call, GatewayApi.api(call) + "/stages", input.put("deploymentId", call.physicalId()));
            }
            JsonNode given = call.properties().path(STAGE_DESCRIPTION);
            api.patch(call, stage, StageSettings.patches(given, api.get(call, stage), call.physicalId()));
            api.updateTags(call, stage, given.path("Tags"));
        }
        return Made.of(call.physicalId()).with("DeploymentId", call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        String name = call.properties().path(STAGE).asText();
        if (!name.isEmpty()) {
            leave(call, name);
        }
        api.delete(call, path(call));
    }

    /// Takes the stage off this deployment, if it is on it.
    private void leave(ResourceCall call, String name) throws InterruptedException {
        String stage = stage(call, name);
        if (!api.exists(call, stage)
                || !api.get(call, stage).path("deploymentId").asText().equals(call.physicalId())) {
            return;
        }
        String latest = "";
        long latestCreated = -1;
        for (JsonNode other : api.get(call, all(call) + "?limit=500").path("item")) {
            String id = other.path("id").asText();
            if (!id.equals(call.physicalId()) && other.path("createdDate").asLong() > latestCreated) {
                latest = id;
                latestCreated = other.path("createdDate").asLong();
            }
        }
        if (latest.isEmpty()) {
            api.delete(call, stage);
        } else {
            api.patch(call, stage, new Patches().replace("/deploymentId", latest));
        }
    }

    private static String all(ResourceCall call) {
        return GatewayApi.api(call) + "/deployments";
    }

    private static String path(ResourceCall call) {
        return all(call) + "/" + GatewayApi.encoded(call.physicalId());
    }

    private static String stage(ResourceCall call, String name) {
        return GatewayApi.api(call) + "/stages/" + GatewayApi.encoded(name);
    }
}
