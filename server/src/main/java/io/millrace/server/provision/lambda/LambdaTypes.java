package io.millrace.server.provision.lambda;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of AWS Lambda.
public final class LambdaTypes {
    private LambdaTypes() {}

    public static List<ResourceType> all(InnerApi inner) {
        LambdaApi api = new LambdaApi(inner);
        return List.of(
                new FunctionType(api),
                new VersionType(api),
                new AliasType(api),
                new PermissionType(api),
                new UrlType(api),
                new EventInvokeConfigType(api),
                new EventSourceMappingType(api),
                new LayerVersionType(api),
                new LayerVersionPermissionType(api));
    }
}
