package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;

/// A part of a path of an API.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-resource.html>
final class ResourceOfApiType implements DescribedType {
    private static final int ID_CHARS = 6;
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::ApiGateway::Resource", """
            ParentId string replace required
            PathPart string replace required
            RestApiId string replace required
            """, "ResourceId");

    private final GatewayApi api;

    ResourceOfApiType(GatewayApi api) {
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
        ObjectNode given = call.properties();
        String parent = GatewayApi.encoded(given.path("ParentId").asText());
        api.postPlanned(call, GatewayApi.api(call) + "/resources/" + parent, Members.camel(given, "PathPart"));
        return made(call);
    }

    /// All of it is in its path.
    @Override
    public Made update(ResourceCall call, ObjectNode before) {
        return made(call);
    }

    private static Made made(ResourceCall call) {
        return Made.of(call.physicalId()).with("ResourceId", call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, GatewayApi.api(call) + "/resources/" + call.physicalId());
    }
}
