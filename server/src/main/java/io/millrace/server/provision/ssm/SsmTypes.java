package io.millrace.server.provision.ssm;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of resource of Systems Manager.
public final class SsmTypes {
    private SsmTypes() {}

    public static List<ResourceType> all(InnerApi api) {
        return List.of(new SsmParameterType(api));
    }
}
