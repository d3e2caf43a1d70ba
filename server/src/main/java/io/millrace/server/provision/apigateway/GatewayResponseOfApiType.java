package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;

/// What callers are answered when a request does not come to its integration's answer.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-gatewayresponse.html>
final class GatewayResponseOfApiType implements DescribedType {
    private static final int ID_CHARS = 10;
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::ApiGateway::GatewayResponse", """
            ResponseParameters.* string
            ResponseTemplates.* string
            ResponseType string replace required
            RestApiId string replace required
            StatusCode string
            """, "Id");

    private final GatewayApi api;

    GatewayResponseOfApiType(GatewayApi api) {
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
        ObjectNode input = Members.camel(call.properties(), "ResponseParameters", "ResponseTemplates", "StatusCode");
        api.put(call, path(call), input);
        return Made.of(call.physicalId()).with("Id", call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String path(ResourceCall call) {
        return GatewayApi.api(call) + "/gatewayresponses/"
                + GatewayApi.encoded(call.properties().path("ResponseType").asText());
    }
}
