package io.millrace.server.provision.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Tags;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `AWS::IAM::Role`.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html>
final class RoleType implements DescribedType {
    private static final int NAME_CHARS = 64;
    private static final TypeDescription DESCRIPTION = TypeDescription.of("AWS::IAM::Role", """
            RoleName string replace
            Path string replace
            AssumeRolePolicyDocument json required kept
            Description string
            MaxSessionDuration integer
            PermissionsBoundary string kept
            ManagedPolicyArns[] string kept
            Policies[].PolicyName string required
            Policies[].PolicyDocument json required kept
            Tags[].Key string required kept
            Tags[].Value string required kept
            """, "Arn", "RoleId");

    private final IamApi iam;

    RoleType(IamApi iam) {
        this.iam = iam;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return IamApi.text(properties, "RoleName").orElseGet(() -> naming.name(NAME_CHARS));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return iam.isThere(call, "GetRole", "RoleName", call.physicalId());
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode properties = call.properties();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("RoleName", call.physicalId());
        form.put("AssumeRolePolicyDocument", IamApi.document(properties.path("AssumeRolePolicyDocument")));
        for (String name : List.of("Path", "Description", "MaxSessionDuration", "PermissionsBoundary")) {
            IamApi.putText(properties, name, form);
        }
        iam.ask(call, "CreateRole", form);
        return Undo.onFailure(() -> policies(call, properties.objectNode()), () -> delete(call));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        ObjectNode properties = call.properties();
        String role = call.physicalId();
        iam.ask(
                call,
                "UpdateRole",
                "RoleName",
                role,
                "Description",
                IamApi.text(properties, "Description").orElse(""),
                "MaxSessionDuration",
                IamApi.text(properties, "MaxSessionDuration").orElse("3600"));
        iam.ask(
                call,
                "UpdateAssumeRolePolicy",
                "RoleName",
                role,
                "PolicyDocument",
                IamApi.document(properties.path("AssumeRolePolicyDocument")));
        if (properties.has("PermissionsBoundary")) {
            String boundary = properties.path("PermissionsBoundary").asText();
            iam.ask(call, "PutRolePermissionsBoundary", "RoleName", role, "PermissionsBoundary", boundary);
        } else {
            iam.ask(call, "DeleteRolePermissionsBoundary", "RoleName", role);
        }
        return policies(call, before);
    }

    /// What others gave the role (`AWS::IAM::Policy`) stays: only what the properties of before named is taken away.
    private Made policies(ResourceCall call, ObjectNode before) throws InterruptedException {
        String role = call.physicalId();
        ObjectNode properties = call.properties();
        List<String> arns = IamApi.texts(properties, "ManagedPolicyArns");
        for (String arn : IamApi.texts(before, "ManagedPolicyArns")) {
            if (!arns.contains(arn)) {
                iam.askIfThere(call, "DetachRolePolicy", "RoleName", role, "PolicyArn", arn);
            }
        }
        List<String> names = new ArrayList<>();
        properties.path("Policies").forEach(policy -> names.add(policyName(policy)));
        for (JsonNode policy : before.path("Policies")) {
            if (!names.contains(policyName(policy))) {
                iam.askIfThere(call, "DeleteRolePolicy", "RoleName", role, "PolicyName", policyName(policy));
            }
        }
        for (String arn : arns) {
            iam.ask(call, "AttachRolePolicy", "RoleName", role, "PolicyArn", arn);
        }
        for (JsonNode policy : properties.path("Policies")) {
            String document = IamApi.document(policy.path("PolicyDocument"));
            String name = policyName(policy);
            iam.ask(call, "PutRolePolicy", "RoleName", role, "PolicyName", name, "PolicyDocument", document);
        }
        tags(call);
        String shown = iam.ask(call, "GetRole", "RoleName", role);
        return Made.of(role).with("Arn", IamApi.element(shown, "Arn")).with("RoleId", IamApi.element(shown, "RoleId"));
    }

    private static String policyName(JsonNode policy) {
        return policy.path("PolicyName").asText();
    }

    /// Exactly the stack's and its own.
    private void tags(ResourceCall call) throws InterruptedException {
        Map<String, String> wanted = Tags.of(call).values();
        List<String> present = IamApi.elements(iam.ask(call, "ListRoleTags", "RoleName", call.physicalId()), "Key");
        Map<String, String> form = new LinkedHashMap<>();
        form.put("RoleName", call.physicalId());
        present.stream()
                .filter(key -> !wanted.containsKey(key))
                .forEach(key -> form.put("TagKeys.member." + form.size(), key));
        if (form.size() > 1) {
            iam.ask(call, "UntagRole", form);
        }
        if (!wanted.isEmpty()) {
            Map<String, String> more = new LinkedHashMap<>();
            wanted.forEach((key, value) -> {
                int index = more.size() / 2 + 1;
                more.put("Tags.member." + index + ".Key", key);
                more.put("Tags.member." + index + ".Value", value);
            });
            more.put("RoleName", call.physicalId());
            iam.ask(call, "TagRole", more);
        }
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        String role = call.physicalId();
        for (String arn : IamApi.texts(call.properties(), "ManagedPolicyArns")) {
            iam.askIfThere(call, "DetachRolePolicy", "RoleName", role, "PolicyArn", arn);
        }
        for (JsonNode policy : call.properties().path("Policies")) {
            iam.askIfThere(call, "DeleteRolePolicy", "RoleName", role, "PolicyName", policyName(policy));
        }
        iam.askIfThere(call, "DeleteRole", "RoleName", role);
    }
}
