package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;

/// Who may use a version of a layer. Its physical id is the ARN of the version, a hash and the statement's id.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-layerversionpermission.html>
final class LayerVersionPermissionType implements DescribedType {
    private static final int ID_CHARS = 100;
    private static final String LAYER = "LayerVersionArn";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::Lambda::LayerVersionPermission", """
            Action string replace required kept
            LayerVersionArn string replace required
            OrganizationId string replace kept
            Principal string replace required kept
            """, "Id");

    private final LambdaApi api;

    LayerVersionPermissionType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path(LAYER).asText() + "#" + naming.name(ID_CHARS);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = call.properties().deepCopy().put("StatementId", statement(call));
        input.remove(LAYER);
        api.call(call, "POST", policy(call), input);
        return Made.of(call.physicalId()).with("Id", call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        delete(call);
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, policy(call) + "/" + LambdaApi.encoded(statement(call)));
    }

    private static String statement(ResourceCall call) {
        return call.physicalId().substring(call.physicalId().lastIndexOf('#') + 1);
    }

    private static String policy(ResourceCall call) {
        String[] parts = call.properties().path(LAYER).asText().split(":", -1);
        int last = parts.length - 1;
        return "/2018-10-31/layers/" + LambdaApi.encoded(parts[Math.max(0, last - 1)]) + "/versions/"
                + LambdaApi.encoded(parts[last]) + "/policy";
    }
}
