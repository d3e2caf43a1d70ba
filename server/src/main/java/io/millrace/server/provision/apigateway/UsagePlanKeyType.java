package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;

/// An API key of a usage plan. Its physical id is `KEY:PLAN`.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-usageplankey.html>
final class UsagePlanKeyType implements DescribedType {
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::ApiGateway::UsagePlanKey", """
            KeyId string replace required
            KeyType string replace required
            UsagePlanId string replace required
            """, "Id");

    private final GatewayApi api;

    UsagePlanKeyType(GatewayApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties.path("KeyId").asText() + ":"
                + properties.path("UsagePlanId").asText();
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, path(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        api.post(call, keys(call), Members.camel(call.properties(), "KeyId", "KeyType"));
        return made(call);
    }

    /// All of it is in its names.
    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return made(call);
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId()).with("Id", call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String keys(ResourceCall call) {
        return "/usageplans/"
                + GatewayApi.encoded(call.properties().path("UsagePlanId").asText()) + "/keys";
    }

    private static String path(ResourceCall call) {
        return keys(call) + "/"
                + GatewayApi.encoded(call.properties().path("KeyId").asText());
    }
}
