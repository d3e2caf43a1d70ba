package io.millrace.core.template;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the caller must acknowledge before a template is deployed.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html>
///
/// @param iam `CAPABILITY_IAM` or `CAPABILITY_NAMED_IAM`; empty when the template has nothing of IAM's
/// @param autoExpand whether it declares transforms
/// @param types of the resources that ask for it, each once, in the template's order; nested stacks among them, which
///     may
public record Capabilities(String iam, boolean autoExpand, List<String> types) {
    public static final String IAM = "CAPABILITY_IAM";
    public static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";
    public static final String AUTO_EXPAND = "CAPABILITY_AUTO_EXPAND";

    private static final String NESTED = "AWS::CloudFormation::Stack";
    private static final String FUNCTION = "AWS::Serverless::Function";

    /// Types with the property that names them; empty for those that have no name of their own.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("AWS::IAM::AccessKey", ""),
            Map.entry("AWS::IAM::Group", "GroupName"),
            Map.entry("AWS::IAM::GroupPolicy", ""),
            Map.entry("AWS::IAM::InstanceProfile", "InstanceProfileName"),
            Map.entry("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
            Map.entry("AWS::IAM::Policy", ""),
            Map.entry("AWS::IAM::Role", "RoleName"),
            Map.entry("AWS::IAM::RolePolicy", ""),
            Map.entry("AWS::IAM::User", "UserName"),
            Map.entry("AWS::IAM::UserPolicy", ""),
            Map.entry("AWS::IAM::UserToGroupAddition", ""));

    public Capabilities {
        types = List.copyOf(types);
    }

    /// Of a template before or after its transforms: of one before, functions of SAM that will be given a role count.
    public static Capabilities of(Template template) {
        String iam = "";
        Set<String> types = new LinkedHashSet<>();
        for (Template.Declaration resource : template.resources().values()) {
            String name = NAMES.get(resource.type());
            boolean hasRole = name != null
                    || (resource.type().equals(FUNCTION)
                            && !resource.properties().has("Role"));
            if (hasRole) {
                boolean named =
                        name != null && !name.isEmpty() && resource.properties().has(name);
                iam = named || iam.equals(NAMED_IAM) ? NAMED_IAM : IAM;
            }
            if (hasRole || resource.type().equals(NESTED)) {
                types.add(resource.type());
            }
        }
        return new Capabilities(iam, !template.transforms().isEmpty(), List.copyOf(types));
    }

    /// What a summary of the template shows.
    public List<String> required() {
        List<String> required = new ArrayList<>();
        if (!iam.isEmpty()) {
            required.add(iam);
        }
        if (autoExpand || types.contains(NESTED)) {
            required.add(AUTO_EXPAND);
        }
        return required;
    }

    /// Why; empty when nothing is required.
    public String reason() {
        return types.isEmpty() ? "" : "The following resource(s) require capabilities: " + types;
    }

    /// What must be acknowledged and was not; `CAPABILITY_NAMED_IAM` acknowledges both of IAM's. A nested stack asks by
    /// itself, when its own template is known.
    ///
    /// @param changeSet whether it goes through a change set, where transforms can be looked at before
    public List<String> missing(Collection<String> acknowledged, boolean changeSet) {
        Set<String> missing = new TreeSet<>();
        if (!iam.isEmpty() && !acknowledged.contains(iam) && !acknowledged.contains(NAMED_IAM)) {
            missing.add(iam);
        }
        if (autoExpand && !changeSet && !acknowledged.contains(AUTO_EXPAND)) {
            missing.add(AUTO_EXPAND);
        }
        return List.copyOf(missing);
    }
}
