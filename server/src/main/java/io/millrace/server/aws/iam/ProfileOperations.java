package io.millrace.server.aws.iam;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.iam.IamPlace;
import io.millrace.core.resource.iam.InstanceProfile;
import io.millrace.core.resource.iam.Role;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.Map;

/// Instance profiles.
final class ProfileOperations {
    private static final String NAME = "InstanceProfileName";

    private final IamStore store;

    ProfileOperations(IamStore store) {
        this.store = store;
    }

    String create(QueryCall call) {
        IamInput input = IamInput.of(call);
        IamPlace place = new IamPlace(input.required(NAME), input.text("Path").orElse(IamPlace.ROOT));
        Map<String, String> tags = input.tags("Tags");
        input.refuseUnknown();
        InstanceProfile profile = InstanceProfile.create(place, store.newId("AIPA"), store.now(), tags);
        store.create(profile, Limit.IAM_INSTANCE_PROFILES, "Instance Profile " + profile.name());
        return shown(profile);
    }

    private String shown(InstanceProfile profile) {
        return new QueryXml().xml("InstanceProfile", members(profile)).toString();
    }

    private String members(InstanceProfile profile) {
        List<Role> roles = profile.roleName().flatMap(name -> store.catalog().find(Role.class, Role.id(name))).stream()
                .toList();
        return IamXml.profile(profile, roles);
    }

    String get(QueryCall call) {
        IamInput input = IamInput.of(call);
        InstanceProfile profile = store.profile(input.required(NAME));
        input.refuseUnknown();
        return shown(profile);
    }

    String delete(QueryCall call) {
        IamInput input = IamInput.of(call);
        InstanceProfile profile = store.profile(input.required(NAME));
        input.refuseUnknown();
        if (profile.roleName().isPresent()) {
            throw new RequestException(
                    "DeleteConflict", "Cannot delete entity, must remove roles from instance profile first.");
        }
        store.catalog().remove(profile.id());
        return "";
    }

    String addRole(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required(NAME);
        String role = input.required("RoleName");
        input.refuseUnknown();
        store.changeProfile(name, profile -> profile.withRole(store.role(role).name()));
        return "";
    }

    String removeRole(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required(NAME);
        String role = input.required("RoleName");
        input.refuseUnknown();
        store.changeProfile(name, profile -> profile.withoutRole(role));
        return "";
    }

    String list(QueryCall call) {
        IamInput input = IamInput.of(call);
        String prefix = input.text("PathPrefix").orElse("");
        IamPage page = input.page();
        input.refuseUnknown();
        List<InstanceProfile> found = store.catalog().list(InstanceProfile.class).stream()
                .filter(profile -> profile.path().startsWith(prefix))
                .toList();
        return page(page, found);
    }

    String listForRole(QueryCall call) {
        IamInput input = IamInput.of(call);
        Role role = store.role(input.required("RoleName"));
        IamPage page = input.page();
        input.refuseUnknown();
        List<InstanceProfile> found = store.catalog().list(InstanceProfile.class).stream()
                .filter(profile -> profile.roleName().stream().anyMatch(role.name()::equals))
                .toList();
        return page(page, found);
    }

    private String page(IamPage page, List<InstanceProfile> found) {
        return page.xml("InstanceProfiles", found, InstanceProfile::name, this::members);
    }

    String tag(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required(NAME);
        Map<String, String> tags = input.tags("Tags");
        input.refuseUnknown();
        store.changeProfile(name, profile -> profile.withTags(tags));
        return "";
    }

    String untag(QueryCall call) {
        IamInput input = IamInput.of(call);
        String name = input.required(NAME);
        List<String> keys = input.texts("TagKeys");
        input.refuseUnknown();
        store.changeProfile(name, profile -> profile.withoutTags(keys));
        return "";
    }

    String listTags(QueryCall call) {
        IamInput input = IamInput.of(call);
        InstanceProfile profile = store.profile(input.required(NAME));
        input.page();
        input.refuseUnknown();
        return new QueryXml()
                .bool("IsTruncated", false)
                .tags("Tags", profile.tags())
                .toString();
    }
}
