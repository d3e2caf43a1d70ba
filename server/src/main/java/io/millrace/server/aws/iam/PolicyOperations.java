package io.millrace.server.aws.iam;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.iam.IamPlace;
import io.millrace.core.resource.iam.ManagedPolicy;
import io.millrace.core.resource.iam.Role;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Making, reading and deleting managed policies.
final class PolicyOperations {
    private final IamStore store;

    PolicyOperations(IamStore store) {
        this.store = store;
    }

    String create(QueryCall call) {
        IamInput input = IamInput.of(call);
        IamPlace place =
                new IamPlace(input.required("PolicyName"), input.text("Path").orElse(IamPlace.ROOT));
        String document = input.required("PolicyDocument");
        Optional<String> description = input.text("Description");
        Map<String, String> tags = input.tags("Tags");
        input.refuseUnknown();
        ManagedPolicy.Version first = new ManagedPolicy.Version(1, document, store.now());
        ManagedPolicy policy = ManagedPolicy.create(place, store.newId("ANPA"), description, first, tags);
        store.create(policy, Limit.IAM_POLICIES, "A policy called " + policy.name());
        return new QueryXml().xml("Policy", shown(policy)).toString();
    }

    private String shown(ManagedPolicy policy) {
        return IamXml.policy(policy, store.attachments(policy.arn()), store.boundaries(policy.arn()));
    }

    String get(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        input.refuseUnknown();
        String shown = AwsPolicy.of(arn)
                .map(policy -> IamXml.policy(policy, store.attachments(arn)))
                .orElseGet(() -> shown(store.policy(arn)));
        return new QueryXml().xml("Policy", shown).toString();
    }

    /// One line of a listing.
    private record Listed(String arn, String path, String xml) {}

    String list(QueryCall call) {
        IamInput input = IamInput.of(call);
        String scope = input.text("Scope").orElse("All");
        boolean attachedOnly = input.bool("OnlyAttached").orElse(false);
        String prefix = input.text("PathPrefix").orElse("");
        Optional<String> usage = input.text("PolicyUsageFilter");
        IamPage page = input.page();
        input.refuseUnknown();
        if (usage.isPresent()) {
            throw new RequestException("ValidationError", "PolicyUsageFilter is not supported by Millrace");
        }
        List<Listed> all = new ArrayList<>();
        if (!scope.equals("Local")) {
            AwsPolicy.listed()
                    .forEach(one -> all.add(
                            new Listed(one.arn(), one.path(), IamXml.policy(one, store.attachments(one.arn())))));
        }
        if (!scope.equals("AWS")) {
            store.catalog()
                    .list(ManagedPolicy.class)
                    .forEach(one -> all.add(new Listed(one.arn(), one.path(), shown(one))));
        }
        List<Listed> found = all.stream()
                .filter(one -> one.path().startsWith(prefix))
                .filter(one -> !attachedOnly || store.attachments(one.arn()) > 0)
                .sorted((a, b) -> a.arn().compareTo(b.arn()))
                .toList();
        return page.xml("Policies", found, Listed::arn, Listed::xml);
    }

    String delete(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        input.refuseUnknown();
        store.catalog().apply(() -> {
            ManagedPolicy policy = store.policy(arn);
            requireUnused(policy);
            return Changes.remove(List.of(policy.id()));
        });
        return "";
    }

    private void requireUnused(ManagedPolicy policy) {
        if (store.attachments(policy.arn()) > 0 || store.boundaries(policy.arn()) > 0) {
            throw new RequestException("DeleteConflict", "Cannot delete a policy attached to entities.");
        }
        if (policy.versions().size() > 1) {
            throw new RequestException(
                    "DeleteConflict",
                    "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                            + " versions. The default version is deleted with the policy.");
        }
    }

    String entities(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        String filter = input.text("EntityFilter").orElse("Role");
        String prefix = input.text("PathPrefix").orElse("");
        boolean asBoundary = input.text("PolicyUsageFilter").orElse("").equals("PermissionsBoundary");
        input.page();
        input.refuseUnknown();
        if (AwsPolicy.of(arn).isEmpty()) {
            store.policy(arn);
        }
        List<Role> roles = store.roles().stream()
                .filter(role -> filter.equals("Role") && role.path().startsWith(prefix))
                .filter(role -> asBoundary
                        ? role.settings().boundaryArn().stream().anyMatch(arn::equals)
                        : role.attachedPolicies().contains(arn))
                .toList();
        return new QueryXml()
                .xml("PolicyGroups", "")
                .xml("PolicyUsers", "")
                .list("PolicyRoles", "member", roles, role -> new QueryXml()
                        .text("RoleName", role.name())
                        .text("RoleId", role.roleId())
                        .toString())
                .bool("IsTruncated", false)
                .toString();
    }

    String tag(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        Map<String, String> tags = input.tags("Tags");
        input.refuseUnknown();
        store.changePolicy(arn, policy -> policy.withTags(tags));
        return "";
    }

    String untag(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        List<String> keys = input.texts("TagKeys");
        input.refuseUnknown();
        store.changePolicy(arn, policy -> policy.withoutTags(keys));
        return "";
    }

    String listTags(QueryCall call) {
        IamInput input = IamInput.of(call);
        ManagedPolicy policy = store.policy(input.required("PolicyArn"));
        input.page();
        input.refuseUnknown();
        return new QueryXml()
                .bool("IsTruncated", false)
                .tags("Tags", policy.tags())
                .toString();
    }
}
