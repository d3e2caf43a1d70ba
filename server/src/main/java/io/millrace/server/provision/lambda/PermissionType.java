package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;

/// A statement of a function's policy. Its physical id is the statement's.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-permission.html>
final class PermissionType implements DescribedType {
    private static final int ID_CHARS = 100;
    private static final String FUNCTION = "FunctionName";
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::Lambda::Permission", """
            Action string replace required kept
            EventSourceToken string replace kept
            FunctionName string replace required
            FunctionUrlAuthType string replace kept
            InvokedViaFunctionUrl boolean replace kept
            Principal string replace required kept
            PrincipalOrgID string replace kept
            SourceAccount string replace kept
            SourceArn string replace kept
            """, "Id");

    private final LambdaApi api;

    PermissionType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.name(ID_CHARS);
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode input = call.properties().deepCopy().without(FUNCTION);
        api.call(call, "POST", policy(call), input.put("StatementId", call.physicalId()));
        return Made.of(call.physicalId()).with("Id", call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        delete(call);
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, policy(call) + "/" + LambdaApi.encoded(call.physicalId()));
    }

    private static String policy(ResourceCall call) {
        return LambdaApi.function(call.properties().path(FUNCTION).asText()) + "/policy";
    }
}
