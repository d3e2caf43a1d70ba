package io.millrace.core.template.sam;

import java.util.Set;

/// The ARNs of AWS's managed policies by their names. Those of services lie under `service-role/`; a name that is not
/// among them is taken for one of the root.
///
/// Source: <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>
final class ManagedPolicies {
    private static final Set<String> OF_SERVICES = Set.of(
            "AWSLambdaBasicExecutionRole",
            "AWSLambdaDynamoDBExecutionRole",
            "AWSLambdaENIManagementAccess",
            "AWSLambdaKinesisExecutionRole",
            "AWSLambdaMSKExecutionRole",
            "AWSLambdaRole",
            "AWSLambdaSQSQueueExecutionRole",
            "AWSLambdaVPCAccessExecutionRole",
            "AmazonAPIGatewayPushToCloudWatchLogs",
            "AmazonS3ObjectLambdaExecutionRolePolicy",
            "AWSCodeDeployRoleForLambda",
            "AWSConfigRulesExecutionRole",
            "AWSGlueServiceRole",
            "AWSIoTRuleActions");

    private ManagedPolicies() {}

    /// The ARN of the policy; an ARN is given back as it is.
    static String arn(String name, String partition) {
        if (name.startsWith("arn:")) {
            return name;
        }
        String path = OF_SERVICES.contains(name) ? "service-role/" : "";
        return "arn:" + partition + ":iam::aws:policy/" + path + name;
    }
}
