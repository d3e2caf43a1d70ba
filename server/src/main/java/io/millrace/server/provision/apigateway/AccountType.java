package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;

/// What is said of API Gateway in a region as a whole. There is one of it: deleting takes the role away only while it
/// is
/// this resource's.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html>
final class AccountType implements DescribedType {
    private static final int ID_CHARS = 64;
    private static final String ACCOUNT = "/account";
    private static final String ROLE = "cloudwatchRoleArn";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::ApiGateway::Account", "CloudWatchRoleArn string kept", "Id");

    private final GatewayApi api;

    AccountType(GatewayApi api) {
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
        ObjectNode wanted = Members.camel(call.properties(), "CloudWatchRoleArn:" + ROLE);
        api.patch(call, ACCOUNT, new Patches().texts(api.get(call, ACCOUNT), wanted, ROLE));
        return Made.of(call.physicalId()).with("Id", call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        JsonNode present = api.get(call, ACCOUNT).path(ROLE);
        if (present.isTextual() && present.equals(call.properties().path("CloudWatchRoleArn"))) {
            api.patch(call, ACCOUNT, new Patches().remove("/" + ROLE));
        }
    }
}
