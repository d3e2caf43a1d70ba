package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.iam.IamTypes;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class IamResourceTypesTest extends ResourceTypeContract {
    private static final String TRUST =
            "{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': 'sts:AssumeRole',"
                    + " 'Principal': {'Service': 'lambda.amazonaws.com'}}]}";
    private static final String ROLE = "{'AssumeRolePolicyDocument': " + TRUST + "}";
    private static final String GET = document("s3:GetObject");
    private static final String PUT = document("s3:PutObject");
    private static final String LOGS = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

    private static String document(String action) {
        return "{'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': '" + action
                + "', 'Resource': '*'}]}";
    }

    @Override
    List<ResourceType> types(InnerApi inner) {
        return IamTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(role(), plainRole(), policy(), rolePolicy(), managedPolicy(), profile(), serviceLinked());
    }

    private static TypeExample role() {
        return TypeExample.of("AWS::IAM::Role")
                .properties("{'RoleName': 'orders', 'Path': '/shop/', 'AssumeRolePolicyDocument': " + TRUST
                        + ", 'MaxSessionDuration': '7200', 'Description': 'of orders', 'ManagedPolicyArns': ['" + LOGS
                        + "'], 'Policies': [{'PolicyName': 'read', 'PolicyDocument': " + GET
                        + "}], 'Tags': [{'Key': 'a', 'Value': '1'}]}")
                .changed("{'RoleName': 'orders', 'Path': '/shop/', 'AssumeRolePolicyDocument': " + TRUST
                        + ", 'PermissionsBoundary': '" + LOGS + "', 'Policies': [{'PolicyName': 'write',"
                        + " 'PolicyDocument': " + PUT + "}], 'Tags': [{'Key': 'b', 'Value': '2'}]}")
                .named()
                .read(IamResourceTypesTest::role)
                .shows(
                        "/Arn",
                        "arn:aws:iam::000000000000:role/shop/orders",
                        "arn:aws:iam::000000000000:role/shop/orders")
                .shows("/MaxSessionDuration", "7200", "3600")
                .shows("/Description", "of orders", "")
                .shows("/PermissionsBoundaryArn", "", LOGS)
                .shows("/attached", LOGS, "")
                .shows("/inline", "read", "write")
                .shows("/tags", "a team", "b team");
    }

    private static TypeExample plainRole() {
        return TypeExample.of("AWS::IAM::Role").properties(ROLE).changed(ROLE).read(IamResourceTypesTest::role);
    }

    private static TypeExample policy() {
        return TypeExample.of("AWS::IAM::Policy")
                .needs("one", "AWS::IAM::Role", ROLE)
                .needs("other", "AWS::IAM::Role", ROLE)
                .properties("{'PolicyName': 'p', 'PolicyDocument': " + GET + ", 'Roles': ['${one}', '${other}']}")
                .changed("{'PolicyName': 'q', 'PolicyDocument': " + PUT + ", 'Roles': ['${one}']}")
                .read(IamResourceTypesTest::inline)
                .shows("/p", "2", "")
                .shows("/q", "", "1");
    }

    private static TypeExample rolePolicy() {
        return TypeExample.of("AWS::IAM::RolePolicy")
                .needs("one", "AWS::IAM::Role", ROLE)
                .properties("{'PolicyName': 'p', 'PolicyDocument': " + GET + ", 'RoleName': '${one}'}")
                .changed("{'PolicyName': 'p', 'PolicyDocument': " + PUT + ", 'RoleName': '${one}'}")
                .named()
                .read((api, call) -> {
                    String role = call.properties().path("RoleName").asText();
                    String xml = ask(api, "GetRolePolicy", Map.of("RoleName", role, "PolicyName", "p"));
                    String text = URLDecoder.decode(first(xml, "PolicyDocument"), StandardCharsets.UTF_8);
                    return Members.none().put("put", text.contains("PutObject"));
                })
                .shows("/put", "false", "true");
    }

    private static TypeExample managedPolicy() {
        return TypeExample.of("AWS::IAM::ManagedPolicy")
                .needs("one", "AWS::IAM::Role", ROLE)
                .properties("{'ManagedPolicyName': 'reading', 'Description': 'd', 'PolicyDocument': " + GET
                        + ", 'Roles': ['${one}']}")
                .changed("{'ManagedPolicyName': 'reading', 'Description': 'd', 'PolicyDocument': " + PUT + "}")
                .named()
                .read((api, call) -> {
                    Map<String, String> named = Map.of("PolicyArn", call.physicalId());
                    String shown = ask(api, "GetPolicy", named);
                    String version = ask(
                            api,
                            "GetPolicyVersion",
                            Map.of("PolicyArn", call.physicalId(), "VersionId", first(shown, "DefaultVersionId")));
                    return Members.none()
                            .put("attached", first(shown, "AttachmentCount"))
                            .put("put", version.contains("PutObject"));
                })
                .shows("/attached", "1", "0")
                .shows("/put", "false", "true");
    }

    private static TypeExample profile() {
        return TypeExample.of("AWS::IAM::InstanceProfile")
                .needs("one", "AWS::IAM::Role", ROLE)
                .needs("other", "AWS::IAM::Role", ROLE)
                .properties("{'InstanceProfileName': 'p', 'Roles': ['${one}']}")
                .changed("{'InstanceProfileName': 'p', 'Roles': ['${other}']}")
                .named()
                .read((api, call) -> Members.none()
                        .put(
                                "role",
                                first(
                                        ask(
                                                api,
                                                "GetInstanceProfile",
                                                Map.of("InstanceProfileName", call.physicalId())),
                                        "RoleName")))
                .shows("/role", "${one}", "${other}");
    }

    private static TypeExample serviceLinked() {
        return TypeExample.of("AWS::IAM::ServiceLinkedRole")
                .properties("{'AWSServiceName': 'ecs.amazonaws.com', 'Description': 'x'}")
                .changed("{'AWSServiceName': 'ecs.amazonaws.com', 'Description': 'y'}")
                .named()
                .read(IamResourceTypesTest::role)
                .shows("/Description", "x", "y")
                .shows(
                        "/Arn",
                        "arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
                        "arn:aws:iam::000000000000:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS");
    }

    private static JsonNode role(InnerApi api, ResourceCall call) throws InterruptedException {
        Map<String, String> named = Map.of("RoleName", call.physicalId());
        String xml = ask(api, "GetRole", named);
        ObjectNode shown = Members.none();
        for (String name : List.of("Arn", "MaxSessionDuration", "Description", "PermissionsBoundaryArn")) {
            shown.put(name, first(xml, name));
        }
        shown.put("attached", String.join(" ", all(ask(api, "ListAttachedRolePolicies", named), "PolicyArn")));
        shown.put("inline", String.join(" ", all(ask(api, "ListRolePolicies", named), "member")));
        return shown.put(
                "tags",
                String.join(
                        " ",
                        all(ask(api, "ListRoleTags", named), "Key").stream()
                                .sorted()
                                .toList()));
    }

    /// How many roles have each policy; missing when none has one.
    private static JsonNode inline(InnerApi api, ResourceCall call) throws InterruptedException {
        ObjectNode shown = Members.none();
        for (String role : all(ask(api, "ListRoles", Map.of()), "RoleName")) {
            for (String policy : all(ask(api, "ListRolePolicies", Map.of("RoleName", role)), "member")) {
                shown.put(policy, shown.path(policy).asInt() + 1);
            }
        }
        return shown.isEmpty() ? shown.path("none") : shown;
    }

    private static String ask(InnerApi api, String action, Map<String, String> parameters) throws InterruptedException {
        return api.query("us-east-1", "iam", "2010-05-08", action, parameters);
    }

    private static String first(String xml, String name) {
        List<String> all = all(xml, name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    private static List<String> all(String xml, String name) {
        Matcher matcher =
                Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(xml);
        return matcher.results().map(found -> found.group(1)).toList();
    }
}
