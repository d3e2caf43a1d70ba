package io.millrace.core.resource.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// A role of IAM. Kept only: nobody asks what it allows.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html>
///
/// @param name 1–64 characters, unique in the account
/// @param roleId `AROA…`
/// @param path `/`, or `/…/`
/// @param created when it was made
/// @param settings what an update may change
/// @param inlinePolicies documents by their names
/// @param attachedPolicies ARNs of managed policies, in the order they were attached
/// @param tags of it
public record Role(
        String name,
        String roleId,
        String path,
        Instant created,
        RoleSettings settings,
        SequencedMap<String, String> inlinePolicies,
        List<String> attachedPolicies,
        SequencedMap<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::IAM::Role";

    private static final int NAME_CHARS = 64;

    public Role {
        inlinePolicies = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(inlinePolicies));
        attachedPolicies = List.copyOf(attachedPolicies);
        tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tags));
    }

    /// A new role without policies.
    ///
    /// @param place name and path
    /// @throws RequestException `ValidationError`, `LimitExceeded`
    public static Role create(
            IamPlace place, String roleId, Instant now, RoleSettings settings, Map<String, String> tags) {
        return new Role(
                IamValues.name("roleName", place.name(), NAME_CHARS),
                roleId,
                IamValues.path(place.path()),
                now,
                settings,
                new LinkedHashMap<>(),
                List.of(),
                IamValues.checkedTags(tags));
    }

    public static ResourceId id(String name) {
        return new ResourceId(TYPE, ResourceId.GLOBAL, name);
    }

    @Override
    public ResourceId id() {
        return id(name);
    }

    public String arn() {
        return IamValues.arn("role", path, name);
    }

    public Role withSettings(RoleSettings others) {
        return changed(others, inlinePolicies, attachedPolicies, tags);
    }

    /// With a policy of its own, in place of one of the same name.
    ///
    /// @throws RequestException `MalformedPolicyDocument`, `LimitExceeded`
    public Role withInline(String policyName, String document) {
        SequencedMap<String, String> more = new LinkedHashMap<>(inlinePolicies);
        more.put(IamValues.name("policyName", policyName, ManagedPolicy.NAME_CHARS), PolicyDocument.identity(document));
        long chars = more.values().stream().mapToLong(ManagedPolicy::chars).sum();
        if (chars > Limit.IAM_ROLE_POLICY_CHARS.value()) {
            throw new RequestException(
                    "LimitExceeded",
                    "Maximum policy size of " + Limit.IAM_ROLE_POLICY_CHARS.value() + " bytes exceeded for role "
                            + name);
        }
        return changed(settings, more, attachedPolicies, tags);
    }

    /// @throws RequestException `NoSuchEntity`
    public Role withoutInline(String policyName) {
        requireInline(policyName);
        SequencedMap<String, String> left = new LinkedHashMap<>(inlinePolicies);
        left.remove(policyName);
        return changed(settings, left, attachedPolicies, tags);
    }

    /// @throws RequestException `NoSuchEntity`
    public String requireInline(String policyName) {
        String document = inlinePolicies.get(policyName);
        if (document == null) {
            throw new RequestException("NoSuchEntity", "The role policy with name " + policyName + " cannot be found.");
        }
        return document;
    }

    /// With a managed policy; one that is attached already changes nothing.
    ///
    /// @throws RequestException `LimitExceeded`
    public Role withAttached(String policyArn) {
        if (attachedPolicies.contains(policyArn)) {
            return this;
        }
        if (attachedPolicies.size() >= Limit.IAM_ATTACHED_POLICIES.value()) {
            throw new RequestException(
                    "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: " + Limit.IAM_ATTACHED_POLICIES.value());
        }
        List<String> more = new ArrayList<>(attachedPolicies);
        more.add(policyArn);
        return changed(settings, inlinePolicies, more, tags);
    }

    /// @throws RequestException `NoSuchEntity`
    public Role withoutAttached(String policyArn) {
        if (!attachedPolicies.contains(policyArn)) {
            throw new RequestException("NoSuchEntity", "Policy " + policyArn + " was not found.");
        }
        List<String> left = new ArrayList<>(attachedPolicies);
        left.remove(policyArn);
        return changed(settings, inlinePolicies, left, tags);
    }

    /// @throws RequestException `ValidationError`, `LimitExceeded`
    public Role withTags(Map<String, String> more) {
        return changed(settings, inlinePolicies, attachedPolicies, IamValues.with(tags, more));
    }

    public Role withoutTags(List<String> keys) {
        return changed(settings, inlinePolicies, attachedPolicies, IamValues.without(tags, keys));
    }

    private Role changed(
            RoleSettings others,
            SequencedMap<String, String> inline,
            List<String> attached,
            Map<String, String> marks) {
        return new Role(name, roleId, path, created, others, inline, attached, new LinkedHashMap<>(marks));
    }

    /// How roles are kept.
    public static final ResourceKind<Role> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<Role> valueType() {
            return Role.class;
        }

        @Override
        public ObjectNode write(Role role) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("RoleName", role.name())
                    .put("RoleId", role.roleId())
                    .put("Path", role.path())
                    .put("Created", role.created().toString());
            role.settings().write(kept);
            kept.set("InlinePolicies", IamValues.node(role.inlinePolicies()));
            kept.set("AttachedPolicies", IamValues.array(role.attachedPolicies()));
            kept.set("Tags", IamValues.node(role.tags()));
            return kept;
        }

        @Override
        public Role read(ObjectNode kept) {
            return new Role(
                    kept.required("RoleName").textValue(),
                    kept.required("RoleId").textValue(),
                    kept.required("Path").textValue(),
                    Instant.parse(kept.required("Created").textValue()),
                    RoleSettings.read(kept),
                    IamValues.texts(kept.required("InlinePolicies")),
                    IamValues.list(kept.required("AttachedPolicies")),
                    IamValues.texts(kept.required("Tags")));
        }
    };
}
