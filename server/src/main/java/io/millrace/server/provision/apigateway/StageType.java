package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;

/// A stage: a name under which a deployment is called. Its physical id is its name.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-stage.html>
final class StageType implements DescribedType {
    private static final int NAME_CHARS = 128;
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::ApiGateway::Stage", """
            CanarySetting.DeploymentId string kept
            DeploymentId string
            RestApiId string replace required
            StageName string replace
            """ + StageSettings.table(""));

    private final GatewayApi api;

    StageType(GatewayApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path("StageName").asText(naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, path(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = Members.camel(call.properties(), "DeploymentId").put("stageName", call.physicalId());
        api.post(call, GatewayApi.api(call) + "/stages", input);
        return Undo.onFailure(() -> settings(call), () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return settings(call);
    }

    private Made settings(ResourceCall call) throws InterruptedException {
        ObjectNode given = call.properties();
        String deploymentId = given.path("DeploymentId").asText();
        api.patch(call, path(call), StageSettings.patches(given, api.get(call, path(call)), deploymentId));
        api.updateTags(call, path(call), given.path("Tags"));
        return Made.of(call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String path(ResourceCall call) {
        return GatewayApi.api(call) + "/stages/" + GatewayApi.encoded(call.physicalId());
    }
}
