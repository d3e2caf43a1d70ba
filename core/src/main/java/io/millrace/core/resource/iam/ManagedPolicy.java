package io.millrace.core.resource.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.Optional;
import java.util.SequencedMap;

/// A managed policy of the account, with its versions. Kept only.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html>
///
/// @param name 1–128 characters, unique in the account
/// @param policyId `ANPA…`
/// @param path `/`, or `/…/`
/// @param created when it was made
/// @param description which can never be changed
/// @param versions oldest first; at least one
/// @param defaultVersion its number
/// @param tags of it
public record ManagedPolicy(
        String name,
        String policyId,
        String path,
        Instant created,
        Optional<String> description,
        List<Version> versions,
        int defaultVersion,
        SequencedMap<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::IAM::ManagedPolicy";

    static final int NAME_CHARS = 128;

    public ManagedPolicy {
        versions = List.copyOf(versions);
        tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tags));
    }

    /// One version of the document.
    ///
    /// @param number 1 for the first; never used again
    public record Version(int number, String document, Instant created) {
        /// `v1`.
        public String versionId() {
            return "v" + number;
        }
    }

    /// A new policy.
    ///
    /// @throws RequestException `ValidationError`, `MalformedPolicyDocument`, `LimitExceeded`
    public static ManagedPolicy create(
            IamPlace place, String policyId, Optional<String> description, Version first, Map<String, String> tags) {
        if (description.orElse("").length() > Limit.IAM_DESCRIPTION_CHARS.value()) {
            throw IamValues.invalid("description", "Member must have length less than or equal to 1000");
        }
        return new ManagedPolicy(
                IamValues.name("policyName", place.name(), NAME_CHARS),
                policyId,
                IamValues.path(place.path()),
                first.created(),
                description,
                List.of(checked(first)),
                first.number(),
                IamValues.checkedTags(tags));
    }

    private static Version checked(Version version) {
        PolicyDocument.identity(version.document());
        if (chars(version.document()) > Limit.IAM_MANAGED_POLICY_CHARS.value()) {
            throw new RequestException(
                    "LimitExceeded", "Cannot exceed quota for PolicySize: " + Limit.IAM_MANAGED_POLICY_CHARS.value());
        }
        return version;
    }

    /// What counts against AWS's quotas: characters that are no white space.
    static long chars(String document) {
        return document.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    public static ResourceId id(String name) {
        return new ResourceId(TYPE, ResourceId.GLOBAL, name);
    }

    @Override
    public ResourceId id() {
        return id(name);
    }

    public String arn() {
        return IamValues.arn("policy", path, name);
    }

    /// When its newest version was made.
    public Instant updated() {
        return versions.getLast().created();
    }

    /// @throws RequestException `NoSuchEntity`
    public Version version(String versionId) {
        return versions.stream()
                .filter(version -> version.versionId().equals(versionId))
                .findFirst()
                .orElseThrow(() -> new RequestException(
                        "NoSuchEntity",
                        "Policy " + arn() + " version " + versionId + " does not exist or is not attachable."));
    }

    /// With one version more.
    ///
    /// @throws RequestException `LimitExceeded`, `MalformedPolicyDocument`
    public ManagedPolicy withVersion(String document, Instant now, boolean asDefault) {
        if (versions.size() >= Limit.IAM_POLICY_VERSIONS.value()) {
            throw new RequestException(
                    "LimitExceeded",
                    "A managed policy can have up to " + Limit.IAM_POLICY_VERSIONS.value()
                            + " versions. Before you create a new version, you must delete an existing version.");
        }
        Version next = checked(new Version(versions.getLast().number() + 1, document, now));
        List<Version> more = new ArrayList<>(versions);
        more.add(next);
        return changed(more, asDefault ? next.number() : defaultVersion, tags);
    }

    /// @throws RequestException `NoSuchEntity`; `DeleteConflict` for the default version
    public ManagedPolicy withoutVersion(String versionId) {
        Version gone = version(versionId);
        if (gone.number() == defaultVersion) {
            throw new RequestException("DeleteConflict", "Cannot delete the default version of a policy.");
        }
        return changed(
                versions.stream().filter(one -> one.number() != gone.number()).toList(), defaultVersion, tags);
    }

    /// @throws RequestException `NoSuchEntity`
    public ManagedPolicy withDefault(String versionId) {
        return changed(versions, version(versionId).number(), tags);
    }

    /// @throws RequestException `ValidationError`, `LimitExceeded`
    public ManagedPolicy withTags(Map<String, String> more) {
        return changed(versions, defaultVersion, IamValues.with(tags, more));
    }

    public ManagedPolicy withoutTags(List<String> keys) {
        return changed(versions, defaultVersion, IamValues.without(tags, keys));
    }

    private ManagedPolicy changed(List<Version> others, int chosen, Map<String, String> marks) {
        return new ManagedPolicy(
                name, policyId, path, created, description, others, chosen, new LinkedHashMap<>(marks));
    }

    /// How policies are kept.
    public static final ResourceKind<ManagedPolicy> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<ManagedPolicy> valueType() {
            return ManagedPolicy.class;
        }

        @Override
        public ObjectNode write(ManagedPolicy policy) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("PolicyName", policy.name())
                    .put("PolicyId", policy.policyId())
                    .put("Path", policy.path())
                    .put("Created", policy.created().toString())
                    .put("DefaultVersion", policy.defaultVersion());
            policy.description().ifPresent(text -> kept.put("Description", text));
            ArrayNode versions = kept.putArray("Versions");
            policy.versions().forEach(version -> versions.addObject()
                    .put("Number", version.number())
                    .put("Document", version.document())
                    .put("Created", version.created().toString()));
            kept.set("Tags", IamValues.node(policy.tags()));
            return kept;
        }

        @Override
        public ManagedPolicy read(ObjectNode kept) {
            List<Version> versions = new ArrayList<>();
            kept.required("Versions")
                    .forEach(version -> versions.add(new Version(
                            version.required("Number").intValue(),
                            version.required("Document").textValue(),
                            Instant.parse(version.required("Created").textValue()))));
            return new ManagedPolicy(
                    kept.required("PolicyName").textValue(),
                    kept.required("PolicyId").textValue(),
                    kept.required("Path").textValue(),
                    Instant.parse(kept.required("Created").textValue()),
                    Optional.ofNullable(kept.get("Description")).map(JsonNode::textValue),
                    versions,
                    kept.required("DefaultVersion").intValue(),
                    IamValues.texts(kept.required("Tags")));
        }
    };
}
