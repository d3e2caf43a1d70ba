package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.server.aws.protocol.QueryCall;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Operations that CloudFormation has and this program has not, refused by name with the reason. Clients that try a
/// newer operation first (the CDK's DescribeEvents) go on with what there is.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html>
final class Unsupported {
    private static final Map<String, List<String>> BY_REASON = Map.of(
            "drift is not detected",
            List.of(
                    "DetectStackDrift",
                    "DetectStackResourceDrift",
                    "DetectStackSetDrift",
                    "DescribeStackDriftDetectionStatus",
                    "DescribeStackResourceDrifts",
                    "ListStackInstanceResourceDrifts"),
            "there are no stack sets",
            List.of(
                    "ActivateOrganizationsAccess",
                    "CreateStackInstances",
                    "CreateStackSet",
                    "DeactivateOrganizationsAccess",
                    "DeleteStackInstances",
                    "DeleteStackSet",
                    "DescribeOrganizationsAccess",
                    "DescribeStackInstance",
                    "DescribeStackSet",
                    "DescribeStackSetOperation",
                    "ImportStacksToStackSet",
                    "ListStackInstances",
                    "ListStackSetAutoDeploymentTargets",
                    "ListStackSetOperationResults",
                    "ListStackSetOperations",
                    "ListStackSets",
                    "StopStackSetOperation",
                    "UpdateStackInstances",
                    "UpdateStackSet"),
            "there is no registry of types; the reference lists the types there are",
            List.of(
                    "ActivateType",
                    "BatchDescribeTypeConfigurations",
                    "DeactivateType",
                    "DeregisterType",
                    "DescribePublisher",
                    "DescribeType",
                    "DescribeTypeRegistration",
                    "ListTypeRegistrations",
                    "ListTypeVersions",
                    "ListTypes",
                    "PublishType",
                    "RecordHandlerProgress",
                    "RegisterPublisher",
                    "RegisterType",
                    "SetTypeConfiguration",
                    "SetTypeDefaultVersion",
                    "TestType"),
            "there are no hooks",
            List.of("DescribeChangeSetHooks", "GetHookResult", "ListHookResults"),
            "events are told by DescribeStackEvents",
            List.of("DescribeEvents"),
            "templates are written, not generated",
            List.of(
                    "CreateGeneratedTemplate",
                    "DeleteGeneratedTemplate",
                    "DescribeGeneratedTemplate",
                    "DescribeResourceScan",
                    "GetGeneratedTemplate",
                    "ListGeneratedTemplates",
                    "ListResourceScanRelatedResources",
                    "ListResourceScanResources",
                    "ListResourceScans",
                    "StartResourceScan",
                    "UpdateGeneratedTemplate"),
            "resources are not moved between stacks",
            List.of(
                    "CreateStackRefactor",
                    "DescribeStackRefactor",
                    "ExecuteStackRefactor",
                    "ListStackRefactorActions",
                    "ListStackRefactors"),
            "nothing here costs anything",
            List.of("EstimateTemplateCost"),
            "stack policies are not enforced",
            List.of("SetStackPolicy"));

    private Unsupported() {}

    /// Each by its name.
    static Map<String, Function<QueryCall, String>> actions() {
        Map<String, Function<QueryCall, String>> actions = new HashMap<>();
        BY_REASON.forEach((reason, names) -> names.forEach(name -> actions.put(name, call -> {
            throw new RequestException("InvalidAction", name + " is not supported by Millrace: " + reason);
        })));
        return actions;
    }
}
