package io.millrace.core.stack;

import io.millrace.core.fault.RequestException;
import io.millrace.core.template.Template;
import io.millrace.core.template.Template.Declaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the caller must acknowledge: a template that makes identities and policies of IAM.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>
final class Capabilities {
    static final String IAM = "CAPABILITY_IAM";
    static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";
    static final String AUTO_EXPAND = "CAPABILITY_AUTO_EXPAND";

    /// Types that need an acknowledgement, with the property that gives them a name of their owner's.
    private static final Map<String, String> TYPES = Map.of(
            "AWS::IAM::AccessKey", "",
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::InstanceProfile", "InstanceProfileName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::IAM::Policy", "",
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::User", "UserName",
            "AWS::IAM::UserToGroupAddition", "");

    private Capabilities() {}

    /// What a template needs: capabilities, and the types behind them.
    record Needed(List<String> capabilities, Set<String> types) {}

    static Needed of(Collection<Declaration> resources) {
        Set<String> types = new LinkedHashSet<>();
        boolean named = false;
        for (Declaration resource : resources) {
            String name = TYPES.get(resource.type());
            if (name != null) {
                types.add(resource.type());
                named |= !name.isEmpty() && resource.properties().has(name);
            }
        }
        return new Needed(types.isEmpty() ? List.of() : List.of(named ? NAMED_IAM : IAM), types);
    }

    /// @throws RequestException `InsufficientCapabilitiesException`
    static void require(StackRequest request, Template written, DesiredStack desired) {
        List<String> given = request.options().capabilities();
        List<String> missing = new ArrayList<>();
        Needed needed = of(desired.template().resources().values());
        for (String capability : needed.capabilities()) {
            if (!given.contains(capability) && !(capability.equals(IAM) && given.contains(NAMED_IAM))) {
                missing.add(capability);
            }
        }
        if (!request.isReviewed() && !written.transforms().isEmpty() && !given.contains(AUTO_EXPAND)) {
            missing.add(AUTO_EXPAND);
        }
        if (!missing.isEmpty()) {
            throw new RequestException("InsufficientCapabilitiesException", "Requires capabilities : " + missing);
        }
    }
}
