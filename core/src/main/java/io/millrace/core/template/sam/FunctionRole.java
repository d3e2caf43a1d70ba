package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The role that is generated for a function that names none: `<Function>Role`.
///
/// Source:
/// AWS SAM developer guide, page `sam-specification-generated-resources-function`
final class FunctionRole {
    private static final String VERSION = "2012-10-17";

    private final SamResource function;
    private final SamProperties properties;
    private final Assembly assembly;
    private final JsonNode tags;
    private final Set<JsonNode> managed = new LinkedHashSet<>();
    private final ArrayNode inline = Nodes.list();

    FunctionRole(SamResource function, Assembly assembly, JsonNode tags) {
        this.function = function;
        this.properties = function.properties();
        this.assembly = assembly;
        this.tags = tags;
        managed("AWSLambdaBasicExecutionRole");
        if (properties.has("Tracing") && !properties.get("Tracing").asText().equals("Disabled")) {
            managed("AWSXrayWriteOnlyAccess");
        }
        if (properties.has("VpcConfig")) {
            managed("AWSLambdaVPCAccessExecutionRole");
        }
        deadLetters();
    }

    String id() {
        return function.id() + "Role";
    }

    /// Adds a managed policy of AWS by its name.
    void managed(String name) {
        managed.add(Nodes.list(ManagedPolicies.arn(name, assembly.partition())).get(0));
    }

    /// Adds an inline policy.
    void inline(String name, ObjectNode document) {
        inline.add(Nodes.object("PolicyName", name, "PolicyDocument", document));
    }

    /// Adds the role to what is generated.
    void put() {
        ObjectNode role = Nodes.object("AssumeRolePolicyDocument", trust());
        role.set("ManagedPolicyArns", Nodes.list(managed.toArray()));
        if (!inline.isEmpty()) {
            role.set("Policies", inline);
        }
        properties.copy(role, "RolePath", "Path");
        properties.copy(role, "PermissionsBoundary", "PermissionsBoundary");
        if (!tags.isEmpty()) {
            role.set("Tags", tags.deepCopy());
        }
        assembly.put(id(), "AWS::IAM::Role", role, function.inherited());
    }

    private ObjectNode trust() {
        if (properties.has("AssumeRolePolicyDocument")) {
            return properties.object("AssumeRolePolicyDocument");
        }
        ObjectNode statement = Nodes.object(
                "Action",
                Nodes.list("sts:AssumeRole"),
                "Effect",
                "Allow",
                "Principal",
                Nodes.object("Service", Nodes.list("lambda.amazonaws.com")));
        return Nodes.object("Version", VERSION, "Statement", Nodes.list(statement));
    }

    private void deadLetters() {
        SamProperties queue = properties.inner("DeadLetterQueue");
        if (!queue.has("TargetArn")) {
            return;
        }
        String action = queue.get("Type").asText().equals("SNS") ? "sns:Publish" : "sqs:SendMessage";
        ObjectNode statement = Nodes.allow(action, queue.get("TargetArn"));
        inline("DeadLetterQueuePolicy", Nodes.object("Version", VERSION, "Statement", Nodes.list(statement)));
    }

    /// Adds what the function's `Policies` say.
    void policies() {
        ArrayNode policies = properties.list("Policies");
        for (int i = 0; i < policies.size(); i++) {
            policy(policies.get(i), id() + "Policy" + i);
        }
    }

    private void policy(JsonNode policy, String name) {
        if (policy.isTextual()) {
            managed(policy.textValue());
        } else if (policy.isObject() && policy.has("Statement")) {
            inline(name, (ObjectNode) policy);
        } else if (Nodes.referred(policy).filter("AWS::NoValue"::equals).isPresent()) {
            return;
        } else if (Nodes.isIntrinsic(policy)) {
            managed.add(policy);
        } else if (policy.isObject() && policy.size() == 1) {
            Map.Entry<String, JsonNode> template =
                    policy.properties().iterator().next();
            inline(name, PolicyTemplates.document(template.getKey(), template.getValue()));
        } else {
            throw InvalidResourceException.ofProperty("Policies");
        }
    }
}
