package io.millrace.server.provision.iam;

import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import java.util.List;

/// The types of resource of IAM, a line each.
public final class IamTypes {
    private IamTypes() {}

    public static List<ResourceType> all(InnerApi api) {
        IamApi iam = new IamApi(api);
        return List.of(
                new RoleType(iam),
                InlinePolicyType.policy(iam),
                InlinePolicyType.rolePolicy(iam),
                new ManagedPolicyType(iam),
                new InstanceProfileType(iam),
                new ServiceLinkedRoleType(iam));
    }
}
