package io.millrace.core.resource.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.util.Optional;

/// What of a role an update may change.
///
/// @param trustPolicy who may assume it: a document that was checked
/// @param description at most 1,000 characters
/// @param maxSessionSeconds 3,600 to 43,200: how long credentials of it may be good
/// @param boundaryArn a managed policy, the permissions boundary
public record RoleSettings(
        String trustPolicy, Optional<String> description, int maxSessionSeconds, Optional<String> boundaryArn) {
    /// How long sessions may be when nothing is said.
    public static final int SESSION_SECONDS = 3_600;

    private static final int SESSION_SECONDS_MAX = 43_200;

    /// Checks all of it.
    ///
    /// @throws RequestException `ValidationError`, `MalformedPolicyDocument`, `LimitExceeded`
    public RoleSettings {
        if (maxSessionSeconds < SESSION_SECONDS || maxSessionSeconds > SESSION_SECONDS_MAX) {
            throw IamValues.invalid("maxSessionDuration", "Member must be between 3600 and 43200");
        }
        if (description.orElse("").length() > Limit.IAM_DESCRIPTION_CHARS.value()) {
            throw IamValues.invalid(
                    "description",
                    "Member must have length less than or equal to " + Limit.IAM_DESCRIPTION_CHARS.value());
        }
        if (ManagedPolicy.chars(trustPolicy) > Limit.IAM_TRUST_POLICY_CHARS.value()) {
            throw new RequestException(
                    "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: " + Limit.IAM_TRUST_POLICY_CHARS.value());
        }
    }

    public RoleSettings withTrust(String document) {
        return new RoleSettings(PolicyDocument.trust(document), description, maxSessionSeconds, boundaryArn);
    }

    public RoleSettings withBoundary(Optional<String> arn) {
        return new RoleSettings(trustPolicy, description, maxSessionSeconds, arn);
    }

    void write(ObjectNode kept) {
        kept.put("TrustPolicy", trustPolicy).put("MaxSessionSeconds", maxSessionSeconds);
        description.ifPresent(text -> kept.put("Description", text));
        boundaryArn.ifPresent(arn -> kept.put("Boundary", arn));
    }

    static RoleSettings read(ObjectNode kept) {
        return new RoleSettings(
                kept.required("TrustPolicy").textValue(),
                Optional.ofNullable(kept.get("Description")).map(JsonNode::textValue),
                kept.required("MaxSessionSeconds").intValue(),
                Optional.ofNullable(kept.get("Boundary")).map(JsonNode::textValue));
    }
}
