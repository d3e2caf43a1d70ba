package io.millrace.server.provision.apigateway;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of API Gateway.
public final class GatewayTypes {
    private GatewayTypes() {}

    public static List<ResourceType> all(InnerApi inner) {
        GatewayApi api = new GatewayApi(inner);
        return List.of(
                new RestApiType(api),
                new ResourceOfApiType(api),
                new MethodType(api),
                new PartType(api, Parts.MODEL),
                new PartType(api, Parts.VALIDATOR),
                new PartType(api, Parts.AUTHORIZER),
                new GatewayResponseOfApiType(api),
                new DeploymentType(api),
                new StageType(api),
                new PartType(api, Parts.API_KEY),
                new UsagePlanType(api),
                new UsagePlanKeyType(api),
                new PartType(api, Parts.VPC_LINK),
                new AccountType(api));
    }
}
