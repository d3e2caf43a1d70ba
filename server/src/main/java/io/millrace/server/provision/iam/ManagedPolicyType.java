package io.millrace.server.provision.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `AWS::IAM::ManagedPolicy`. There are no users and groups.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-managedpolicy.html>
final class ManagedPolicyType implements DescribedType {
    private static final int NAME_CHARS = 128;
    private static final int VERSIONS_MAX = 5;
    private static final TypeDescription DESCRIPTION = TypeDescription.of(
            "AWS::IAM::ManagedPolicy", """
            ManagedPolicyName string replace
            Path string replace
            Description string replace
            PolicyDocument json required kept
            Roles[] string kept
            """, "PolicyArn", "PolicyId", "DefaultVersionId", "CreateDate", "IsAttachable");

    private final IamApi iam;

    ManagedPolicyType(IamApi iam) {
        this.iam = iam;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        String name = IamApi.text(properties, "ManagedPolicyName").orElseGet(() -> naming.name(NAME_CHARS));
        return Arn.of("iam", "", "policy" + IamApi.path(properties) + name);
    }

    @Override
    public boolean exists(ResourceCall call) {
        return iam.isThere(call, "GetPolicy", "PolicyArn", call.physicalId());
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        String arn = call.physicalId();
        ObjectNode properties = call.properties();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("PolicyName", arn.substring(arn.lastIndexOf('/') + 1));
        form.put("Path", IamApi.path(properties));
        IamApi.putText(properties, "Description", form);
        form.put("PolicyDocument", IamApi.document(properties.path("PolicyDocument")));
        iam.ask(call, "CreatePolicy", form);
        return Undo.onFailure(() -> attached(call, properties.objectNode()), () -> delete(call));
    }

    private Made attached(ResourceCall call, ObjectNode before) throws InterruptedException {
        String arn = call.physicalId();
        List<String> roles = IamApi.texts(call.properties(), "Roles");
        for (String role : roles) {
            iam.ask(call, "AttachRolePolicy", "RoleName", role, "PolicyArn", arn);
        }
        for (String role : IamApi.texts(before, "Roles")) {
            if (!roles.contains(role)) {
                iam.askIfThere(call, "DetachRolePolicy", "RoleName", role, "PolicyArn", arn);
            }
        }
        String shown = iam.ask(call, "GetPolicy", "PolicyArn", arn);
        Made made = Made.of(arn).with("PolicyArn", arn);
        for (String name : List.of("PolicyId", "DefaultVersionId", "CreateDate", "IsAttachable")) {
            made = made.with(name, IamApi.element(shown, name));
        }
        return made;
    }

    /// A version that says the same already is not made again.
    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        String arn = call.physicalId();
        String document = IamApi.document(call.properties().path("PolicyDocument"));
        String present = IamApi.element(iam.ask(call, "GetPolicy", "PolicyArn", arn), "DefaultVersionId");
        String shown = iam.ask(call, "GetPolicyVersion", "PolicyArn", arn, "VersionId", present);
        String kept = URLDecoder.decode(IamApi.element(shown, "Document"), StandardCharsets.UTF_8);
        if (!kept.equals(document)) {
            List<String> others = otherVersions(call);
            if (others.size() >= VERSIONS_MAX - 1) {
                iam.ask(call, "DeletePolicyVersion", "PolicyArn", arn, "VersionId", others.getLast());
            }
            iam.ask(call, "CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", document, "SetAsDefault", "true");
        }
        return attached(call, before);
    }

    /// All but the default, newest first.
    private List<String> otherVersions(ResourceCall call) throws InterruptedException {
        String arn = call.physicalId();
        String standing = IamApi.element(iam.ask(call, "GetPolicy", "PolicyArn", arn), "DefaultVersionId");
        return IamApi.elements(iam.ask(call, "ListPolicyVersions", "PolicyArn", arn), "VersionId").stream()
                .filter(version -> !version.equals(standing))
                .toList();
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        String arn = call.physicalId();
        for (String role : IamApi.texts(call.properties(), "Roles")) {
            iam.askIfThere(call, "DetachRolePolicy", "RoleName", role, "PolicyArn", arn);
        }
        try {
            for (String version : otherVersions(call)) {
                iam.askIfThere(call, "DeletePolicyVersion", "PolicyArn", arn, "VersionId", version);
            }
            iam.askIfThere(call, "DeletePolicy", "PolicyArn", arn);
        } catch (RequestException e) {
            if (!e.code().equals("NoSuchEntity")) {
                throw e;
            }
        }
    }
}
