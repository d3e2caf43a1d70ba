package io.millrace.core.resource.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// An instance profile: how a machine of EC2 gets a role. Kept only.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html>
///
/// @param name 1–128 characters, unique in the account
/// @param profileId `AIPA…`
/// @param path `/`, or `/…/`
/// @param created when it was made
/// @param roleName its one role
/// @param tags of it
public record InstanceProfile(
        String name,
        String profileId,
        String path,
        Instant created,
        Optional<String> roleName,
        SequencedMap<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::IAM::InstanceProfile";

    private static final int NAME_CHARS = 128;

    public InstanceProfile {
        tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tags));
    }

    /// A new one without a role.
    ///
    /// @throws RequestException `ValidationError`, `LimitExceeded`
    public static InstanceProfile create(IamPlace place, String profileId, Instant now, Map<String, String> tags) {
        return new InstanceProfile(
                IamValues.name("instanceProfileName", place.name(), NAME_CHARS),
                profileId,
                IamValues.path(place.path()),
                now,
                Optional.empty(),
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
        return IamValues.arn("instance-profile", path, name);
    }

    /// @throws RequestException `LimitExceeded` when it has one
    public InstanceProfile withRole(String role) {
        if (roleName.isPresent()) {
            throw new RequestException(
                    "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        }
        return new InstanceProfile(name, profileId, path, created, Optional.of(role), tags);
    }

    /// @throws RequestException `NoSuchEntity` when it is not its role
    public InstanceProfile withoutRole(String role) {
        if (!roleName.equals(Optional.of(role))) {
            throw new RequestException("NoSuchEntity", "The role with name " + role + " cannot be found.");
        }
        return new InstanceProfile(name, profileId, path, created, Optional.empty(), tags);
    }

    /// @throws RequestException `ValidationError`, `LimitExceeded`
    public InstanceProfile withTags(Map<String, String> more) {
        return retagged(IamValues.with(tags, more));
    }

    public InstanceProfile withoutTags(List<String> keys) {
        return retagged(IamValues.without(tags, keys));
    }

    private InstanceProfile retagged(Map<String, String> others) {
        return new InstanceProfile(name, profileId, path, created, roleName, new LinkedHashMap<>(others));
    }

    /// How instance profiles are kept.
    public static final ResourceKind<InstanceProfile> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<InstanceProfile> valueType() {
            return InstanceProfile.class;
        }

        @Override
        public ObjectNode write(InstanceProfile profile) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("InstanceProfileName", profile.name())
                    .put("InstanceProfileId", profile.profileId())
                    .put("Path", profile.path())
                    .put("Created", profile.created().toString());
            profile.roleName().ifPresent(role -> kept.put("RoleName", role));
            kept.set("Tags", IamValues.node(profile.tags()));
            return kept;
        }

        @Override
        public InstanceProfile read(ObjectNode kept) {
            return new InstanceProfile(
                    kept.required("InstanceProfileName").textValue(),
                    kept.required("InstanceProfileId").textValue(),
                    kept.required("Path").textValue(),
                    Instant.parse(kept.required("Created").textValue()),
                    Optional.ofNullable(kept.get("RoleName")).map(JsonNode::textValue),
                    IamValues.texts(kept.required("Tags")));
        }
    };
}
