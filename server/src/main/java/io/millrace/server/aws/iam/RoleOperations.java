package io.millrace.server.aws.iam;

import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.iam.IamPlace;
import io.millrace.core.resource.iam.InstanceProfile;
import io.millrace.core.resource.iam.PolicyDocument;
import io.millrace.core.resource.iam.Role;
import io.millrace.core.resource.iam.RoleSettings;
import io.millrace.core.resource.iam.ServiceLinkedName;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Making, reading, changing and deleting roles.
final class RoleOperations {
    private static final String SERVICE = "aws-service-role/";

    private final IamStore store;

    RoleOperations(IamStore store) {
        this.store = store;
    }

    String create(QueryCall call) {
        IamInput input = IamInput.of(call);
        IamPlace place =
                new IamPlace(input.required("RoleName"), input.text("Path").orElse(IamPlace.ROOT));
        RoleSettings settings = new RoleSettings(
                PolicyDocument.trust(input.required("AssumeRolePolicyDocument")),
                input.text("Description"),
                input.integer("MaxSessionDuration").orElse(RoleSettings.SESSION_SECONDS),
                input.text("PermissionsBoundary"));
        settings.boundaryArn().ifPresent(store::requireAttachable);
        Map<String, String> tags = input.tags("Tags");
        input.refuseUnknown();
        return made(Role.create(place, store.newId("AROA"), store.now(), settings, tags));
    }

    private String made(Role role) {
        store.create(role, Limit.IAM_ROLES, "Role with name " + role.name());
        return new QueryXml().xml("Role", IamXml.role(role)).toString();
    }

    /// A role whose name and path follow from its service's.
    String createServiceLinked(QueryCall call) {
        IamInput input = IamInput.of(call);
        String service = input.required("AWSServiceName");
        Optional<String> suffix = input.text("CustomSuffix");
        Optional<String> description = input.text("Description");
        input.refuseUnknown();
        String name = ServiceLinkedName.of(service, suffix);
        String trust =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":[\"sts:AssumeRole\"],\"Effect\":\"Allow\","
                        + "\"Principal\":{\"Service\":[\"" + service + "\"]}}]}";
        RoleSettings settings = new RoleSettings(trust, description, RoleSettings.SESSION_SECONDS, Optional.empty());
        IamPlace place = new IamPlace(name, "/" + SERVICE + service + "/");
        if (store.catalog().find(Role.class, Role.id(name)).isPresent()) {
            throw new RequestException(
                    "InvalidInput",
                    "Service role name " + name + " has been taken in this account, please try a different suffix.");
        }
        return made(Role.create(place, store.newId("AROA"), store.now(), settings, Map.of()));
    }

    /// At AWS it runs in the background; here it is done when it is answered.
    String deleteServiceLinked(QueryCall call) {
        IamInput input = IamInput.of(call);
        Role role = store.role(input.required("RoleName"));
        input.refuseUnknown();
        if (!role.path().startsWith("/" + SERVICE)) {
            throw new RequestException("InvalidInput", role.name() + " is no service-linked role");
        }
        store.catalog().remove(role.id());
        return new QueryXml()
                .text("DeletionTaskId", "task" + role.path() + role.name() + "/" + role.roleId())
                .toString();
    }

    String deletionStatus(QueryCall call) {
        IamInput input = IamInput.of(call);
        input.required("DeletionTaskId");
        input.refuseUnknown();
        return new QueryXml().text("Status", "SUCCEEDED").toString();
    }

    String get(QueryCall call) {
        IamInput input = IamInput.of(call);
        Role role = store.role(input.required("RoleName"));
        input.refuseUnknown();
        return new QueryXml()
                .xml("Role", IamXml.role(role) + "<RoleLastUsed></RoleLastUsed>")
                .toString();
    }

    String list(QueryCall call) {
        IamInput input = IamInput.of(call);
        String prefix = input.text("PathPrefix").orElse("");
        IamPage page = input.page();
        input.refuseUnknown();
        List<Role> roles = store.roles().stream()
                .filter(role -> role.path().startsWith(prefix))
                .toList();
        return page.xml("Roles", roles, Role::name, IamXml::role);
    }

    String update(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        Optional<String> description = input.text("Description");
        Optional<Integer> session = input.integer("MaxSessionDuration");
        input.refuseUnknown();
        store.changeRole(name, role -> {
            RoleSettings now = role.settings();
            return role.withSettings(new RoleSettings(
                    now.trustPolicy(),
                    description.or(now::description).filter(text -> !text.isEmpty()),
                    session.orElse(now.maxSessionSeconds()),
                    now.boundaryArn()));
        });
        return "";
    }

    String updateDescription(QueryCall call) {
        return update(call)
                + new QueryXml()
                        .xml("Role", IamXml.role(store.role(IamInput.of(call).required("RoleName"))));
    }

    String updateTrust(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        String document = input.required("PolicyDocument");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withSettings(role.settings().withTrust(document)));
        return "";
    }

    String putBoundary(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        String arn = input.required("PermissionsBoundary");
        input.refuseUnknown();
        store.requireAttachable(arn);
        store.changeRole(name, role -> role.withSettings(role.settings().withBoundary(Optional.of(arn))));
        return "";
    }

    String deleteBoundary(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withSettings(role.settings().withBoundary(Optional.empty())));
        return "";
    }

    String delete(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        input.refuseUnknown();
        store.catalog().apply(() -> {
            Role role = store.role(name);
            requireUnused(role);
            return Changes.remove(List.of(role.id()));
        });
        return "";
    }

    private void requireUnused(Role role) {
        boolean inProfile = store.catalog().list(InstanceProfile.class).stream()
                .anyMatch(profile -> profile.roleName().stream().anyMatch(role.name()::equals));
        if (inProfile) {
            throw conflict("must remove roles from instance profile first.");
        }
        if (!role.attachedPolicies().isEmpty()) {
            throw conflict("must detach all policies first.");
        }
        if (!role.inlinePolicies().isEmpty()) {
            throw conflict("must delete policies first.");
        }
    }

    private static RequestException conflict(String what) {
        return new RequestException("DeleteConflict", "Cannot delete entity, " + what);
    }

    String tag(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        Map<String, String> tags = input.tags("Tags");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withTags(tags));
        return "";
    }

    String untag(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required("RoleName");
        List<String> keys = input.texts("TagKeys");
        input.refuseUnknown();
        store.changeRole(name, role -> role.withoutTags(keys));
        return "";
    }

    String listTags(QueryCall call) {
        IamInput input = IamInput.of(call);
        Role role = store.role(input.required("RoleName"));
        input.page();
        input.refuseUnknown();
        return new QueryXml()
                .bool("IsTruncated", false)
                .tags("Tags", role.tags())
                .toString();
    }
}
