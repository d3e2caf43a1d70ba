package io.millrace.server.aws.iam;

import io.millrace.core.catalog.Catalog;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryService;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// IAM's API: which method answers which action. Everything is kept only: no permission is ever asked for.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html>
public final class IamDoor {
    private final Map<String, Function<QueryCall, String>> actions = new HashMap<>();

    private IamDoor() {}

    /// @param random makes ids; they are no secrets
    public static QueryService service(Catalog catalog, InstantSource clock, RandomGenerator random) {
        IamStore store = new IamStore(catalog, clock, random);
        IamDoor door = new IamDoor();
        door.roles(new RoleOperations(store));
        door.rolePolicies(new RolePolicyOperations(store));
        door.policies(new PolicyOperations(store));
        door.versions(new VersionOperations(store));
        door.profiles(new ProfileOperations(store));
        AccountOperations account = new AccountOperations(store);
        door.actions.put("GetUser", account::getUser);
        door.actions.put("ListAccountAliases", account::aliases);
        door.actions.put("GetAccountSummary", account::summary);
        return new QueryService("2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/", door.actions);
    }

    private void roles(RoleOperations role) {
        actions.put("CreateRole", role::create);
        actions.put("GetRole", role::get);
        actions.put("ListRoles", role::list);
        actions.put("UpdateRole", role::update);
        actions.put("UpdateRoleDescription", role::updateDescription);
        actions.put("UpdateAssumeRolePolicy", role::updateTrust);
        actions.put("PutRolePermissionsBoundary", role::putBoundary);
        actions.put("DeleteRolePermissionsBoundary", role::deleteBoundary);
        actions.put("DeleteRole", role::delete);
        actions.put("TagRole", role::tag);
        actions.put("UntagRole", role::untag);
        actions.put("ListRoleTags", role::listTags);
        actions.put("CreateServiceLinkedRole", role::createServiceLinked);
        actions.put("DeleteServiceLinkedRole", role::deleteServiceLinked);
        actions.put("GetServiceLinkedRoleDeletionStatus", role::deletionStatus);
    }

    private void rolePolicies(RolePolicyOperations policy) {
        actions.put("PutRolePolicy", policy::put);
        actions.put("GetRolePolicy", policy::get);
        actions.put("DeleteRolePolicy", policy::delete);
        actions.put("ListRolePolicies", policy::list);
        actions.put("AttachRolePolicy", policy::attach);
        actions.put("DetachRolePolicy", policy::detach);
        actions.put("ListAttachedRolePolicies", policy::listAttached);
    }

    private void policies(PolicyOperations policy) {
        actions.put("CreatePolicy", policy::create);
        actions.put("GetPolicy", policy::get);
        actions.put("ListPolicies", policy::list);
        actions.put("DeletePolicy", policy::delete);
        actions.put("ListEntitiesForPolicy", policy::entities);
        actions.put("TagPolicy", policy::tag);
        actions.put("UntagPolicy", policy::untag);
        actions.put("ListPolicyTags", policy::listTags);
    }

    private void versions(VersionOperations version) {
        actions.put("CreatePolicyVersion", version::create);
        actions.put("GetPolicyVersion", version::get);
        actions.put("ListPolicyVersions", version::list);
        actions.put("DeletePolicyVersion", version::delete);
        actions.put("SetDefaultPolicyVersion", version::setDefault);
    }

    private void profiles(ProfileOperations profile) {
        actions.put("CreateInstanceProfile", profile::create);
        actions.put("GetInstanceProfile", profile::get);
        actions.put("DeleteInstanceProfile", profile::delete);
        actions.put("AddRoleToInstanceProfile", profile::addRole);
        actions.put("RemoveRoleFromInstanceProfile", profile::removeRole);
        actions.put("ListInstanceProfiles", profile::list);
        actions.put("ListInstanceProfilesForRole", profile::listForRole);
        actions.put("TagInstanceProfile", profile::tag);
        actions.put("UntagInstanceProfile", profile::untag);
        actions.put("ListInstanceProfileTags", profile::listTags);
    }
}
