package io.millrace.server.provision.apigateway;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of API Gateway.
public final class GatewayTypes {
    private GatewayTypes() {}

    public static List<ResourceType> all(InnerApi inner) {
        GatewayApi api = new GatewayApi(inner);
        return List.of(new RestApiType(api), new DeploymentType(api), new StageType(api));
    }
}
