package io.millrace.server.provision.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.util.ArrayList;
import java.util.List;

/// `AWS::IAM::Policy`, in each of its roles, and `AWS::IAM::RolePolicy`, in one. There are no users and groups.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html>,
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html>
///
/// @param description of the type
/// @param ofOneRole whether it is `AWS::IAM::RolePolicy`
record InlinePolicyType(IamApi iam, TypeDescription description, boolean ofOneRole) implements DescribedType {
    private static final int NAME_CHARS = 128;

    static InlinePolicyType policy(IamApi iam) {
        return new InlinePolicyType(iam, TypeDescription.of("AWS::IAM::Policy", """
                PolicyName string required
                PolicyDocument json required kept
                Roles[] string kept
                """, "Id"), false);
    }

    static InlinePolicyType rolePolicy(IamApi iam) {
        return new InlinePolicyType(iam, TypeDescription.of("AWS::IAM::RolePolicy", """
                PolicyName string required replace
                RoleName string required replace
                PolicyDocument json kept
                """), true);
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return ofOneRole ? policyName(properties) + "|" + roles(properties).getFirst() : naming.name(NAME_CHARS);
    }

    private static String policyName(ObjectNode properties) {
        return properties.path("PolicyName").asText();
    }

    private List<String> roles(ObjectNode properties) {
        return ofOneRole ? List.of(properties.path("RoleName").asText()) : IamApi.texts(properties, "Roles");
    }

    @Override
    public boolean exists(ResourceCall call) {
        return ofOneRole
                && iam.isThere(
                        call,
                        "GetRolePolicy",
                        "RoleName",
                        roles(call.properties()).getFirst(),
                        "PolicyName",
                        policyName(call.properties()));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        List<String> done = new ArrayList<>();
        return Undo.onFailure(
                () -> {
                    for (String role : roles(call.properties())) {
                        put(call, role);
                        done.add(role);
                    }
                    return made(call);
                },
                () -> take(call, policyName(call.properties()), done));
    }

    private void put(ResourceCall call, String role) throws InterruptedException {
        ObjectNode properties = call.properties();
        String document = IamApi.document(properties.path("PolicyDocument"));
        iam.ask(
                call,
                "PutRolePolicy",
                "RoleName",
                role,
                "PolicyName",
                policyName(properties),
                "PolicyDocument",
                document);
    }

    private Made made(ResourceCall call) {
        return ofOneRole
                ? Made.of(call.physicalId())
                : Made.of(call.physicalId()).with("Id", call.physicalId());
    }

    private void take(ResourceCall call, String policy, List<String> roles) throws InterruptedException {
        for (String role : roles) {
            iam.askIfThere(call, "DeleteRolePolicy", "RoleName", role, "PolicyName", policy);
        }
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        List<String> roles = roles(call.properties());
        for (String role : roles) {
            put(call, role);
        }
        boolean renamed = !policyName(before).equals(policyName(call.properties()));
        take(
                call,
                policyName(before),
                roles(before).stream()
                        .filter(role -> renamed || !roles.contains(role))
                        .toList());
        return made(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        take(call, policyName(call.properties()), roles(call.properties()));
    }
}
