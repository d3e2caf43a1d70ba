package io.millrace.server.aws.iam;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.iam.ManagedPolicy;
import io.millrace.core.resource.iam.ManagedPolicy.Version;
import io.millrace.server.aws.protocol.QueryCall;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.Optional;

/// The versions of managed policies.
final class VersionOperations {
    private final IamStore store;

    VersionOperations(IamStore store) {
        this.store = store;
    }

    String create(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        String document = input.required("PolicyDocument");
        boolean asDefault = input.bool("SetAsDefault").orElse(false);
        input.refuseUnknown();
        store.changePolicy(arn, policy -> policy.withVersion(document, store.now(), asDefault));
        ManagedPolicy changed = store.policy(arn);
        return new QueryXml()
                .xml("PolicyVersion", shown(changed, changed.versions().getLast(), false))
                .toString();
    }

    private static String shown(ManagedPolicy policy, Version version, boolean withDocument) {
        return IamXml.version(
                withDocument ? Optional.of(version.document()) : Optional.empty(),
                version.versionId(),
                version.number() == policy.defaultVersion(),
                version.created());
    }

    String get(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        String versionId = input.required("VersionId");
        input.refuseUnknown();
        Optional<AwsPolicy> aws = AwsPolicy.of(arn);
        if (aws.isPresent() && !versionId.equals(AwsPolicy.VERSION_ID)) {
            throw new RequestException(
                    "NoSuchEntity",
                    "Policy " + arn + " version " + versionId + " does not exist or is not attachable.");
        }
        String shown = aws.map(
                        policy -> IamXml.version(Optional.of(policy.document()), versionId, true, AwsPolicy.CREATED))
                .orElseGet(() -> {
                    ManagedPolicy policy = store.policy(arn);
                    return shown(policy, policy.version(versionId), true);
                });
        return new QueryXml().xml("PolicyVersion", shown).toString();
    }

    String list(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        input.page();
        input.refuseUnknown();
        QueryXml xml = new QueryXml().bool("IsTruncated", false);
        if (AwsPolicy.of(arn).isPresent()) {
            return xml.list(
                            "Versions",
                            "member",
                            List.of(AwsPolicy.VERSION_ID),
                            id -> IamXml.version(Optional.empty(), id, true, AwsPolicy.CREATED))
                    .toString();
        }
        ManagedPolicy policy = store.policy(arn);
        return xml.list("Versions", "member", policy.versions().reversed(), version -> shown(policy, version, false))
                .toString();
    }

    String delete(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        String versionId = input.required("VersionId");
        input.refuseUnknown();
        store.changePolicy(arn, policy -> policy.withoutVersion(versionId));
        return "";
    }

    String setDefault(QueryCall call) {
        IamInput input = IamInput.of(call);
        String arn = input.required("PolicyArn");
        String versionId = input.required("VersionId");
        input.refuseUnknown();
        store.changePolicy(arn, policy -> policy.withDefault(versionId));
        return "";
    }
}
