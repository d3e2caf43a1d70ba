package io.millrace.server.aws.iam;

import io.millrace.core.resource.iam.InstanceProfile;
import io.millrace.core.resource.iam.ManagedPolicy;
import io.millrace.core.resource.iam.Role;
import io.millrace.server.aws.protocol.QueryXml;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// How IAM writes what there is.
final class IamXml {
    private IamXml() {}

    /// Whole seconds, as IAM has them.
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /// Percent-encoded as in RFC 3986.
    static String document(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    static String role(Role role) {
        QueryXml xml = new QueryXml()
                .text("Path", role.path())
                .text("RoleName", role.name())
                .text("RoleId", role.roleId())
                .text("Arn", role.arn())
                .text("CreateDate", time(role.created()))
                .text("AssumeRolePolicyDocument", document(role.settings().trustPolicy()))
                .text("Description", role.settings().description())
                .number("MaxSessionDuration", role.settings().maxSessionSeconds());
        role.settings()
                .boundaryArn()
                .ifPresent(arn -> xml.xml(
                        "PermissionsBoundary",
                        new QueryXml()
                                .text("PermissionsBoundaryType", "Policy")
                                .text("PermissionsBoundaryArn", arn)
                                .toString()));
        if (!role.tags().isEmpty()) {
            xml.tags("Tags", role.tags());
        }
        return xml.toString();
    }

    /// A policy of the account.
    ///
    /// @param attachments roles that it is attached to
    /// @param boundaries roles whose permissions boundary it is
    static String policy(ManagedPolicy policy, long attachments, long boundaries) {
        QueryXml xml = new QueryXml()
                .text("PolicyName", policy.name())
                .text("PolicyId", policy.policyId())
                .text("Arn", policy.arn())
                .text("Path", policy.path())
                .text("DefaultVersionId", "v" + policy.defaultVersion())
                .number("AttachmentCount", attachments)
                .number("PermissionsBoundaryUsageCount", boundaries)
                .bool("IsAttachable", true)
                .text("Description", policy.description())
                .text("CreateDate", time(policy.created()))
                .text("UpdateDate", time(policy.updated()));
        if (!policy.tags().isEmpty()) {
            xml.tags("Tags", policy.tags());
        }
        return xml.toString();
    }

    static String policy(AwsPolicy policy, long attachments) {
        return new QueryXml()
                .text("PolicyName", policy.name())
                .text("PolicyId", policy.policyId())
                .text("Arn", policy.arn())
                .text("Path", policy.path())
                .text("DefaultVersionId", AwsPolicy.VERSION_ID)
                .number("AttachmentCount", attachments)
                .number("PermissionsBoundaryUsageCount", 0)
                .bool("IsAttachable", true)
                .text("CreateDate", time(AwsPolicy.CREATED))
                .text("UpdateDate", time(AwsPolicy.CREATED))
                .toString();
    }

    /// @param document none in listings
    static String version(Optional<String> document, String versionId, boolean isDefault, Instant created) {
        return new QueryXml()
                .text("Document", document.map(IamXml::document))
                .text("VersionId", versionId)
                .bool("IsDefaultVersion", isDefault)
                .text("CreateDate", time(created))
                .toString();
    }

    /// @param roles its role, if it has one
    static String profile(InstanceProfile profile, List<Role> roles) {
        QueryXml xml = new QueryXml()
                .text("Path", profile.path())
                .text("InstanceProfileName", profile.name())
                .text("InstanceProfileId", profile.profileId())
                .text("Arn", profile.arn())
                .text("CreateDate", time(profile.created()))
                .list("Roles", "member", roles, IamXml::role);
        if (!profile.tags().isEmpty()) {
            xml.tags("Tags", profile.tags());
        }
        return xml.toString();
    }
}
