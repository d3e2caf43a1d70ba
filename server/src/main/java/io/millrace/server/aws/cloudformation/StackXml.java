package io.millrace.server.aws.cloudformation;

import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import io.millrace.core.resource.cloudformation.StackOutput;
import io.millrace.core.resource.cloudformation.StackResource;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Stacks and what belongs to them as answers show them, members in AWS's order.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Stack.html>
final class StackXml {
    /// What stands for the value of a parameter with NoEcho.
    private static final String HIDDEN = "****";

    private StackXml() {}

    /// @param hidden names of parameters whose values are not shown
    /// @param rootId ARN of the stack at the top; empty when this is it
    static void stack(QueryXml xml, Stack stack, Set<String> hidden, Optional<String> rootId) {
        xml.text("StackId", stack.stackId());
        xml.text("StackName", stack.name());
        xml.unlessEmpty("Description", stack.description());
        parameters(xml, stack.parameters(), hidden);
        xml.time("CreationTime", stack.created());
        stack.deleted().ifPresent(time -> xml.time("DeletionTime", time));
        stack.updated().ifPresent(time -> xml.time("LastUpdatedTime", time));
        xml.structure("RollbackConfiguration", none -> {});
        xml.text("StackStatus", stack.status().name());
        xml.unlessEmpty("StackStatusReason", stack.statusReason());
        xml.bool("DisableRollback", stack.options().disableRollback());
        xml.strings("NotificationARNs", stack.options().notificationArns());
        stack.options().timeoutMinutes().ifPresent(minutes -> xml.number("TimeoutInMinutes", minutes));
        if (!stack.options().capabilities().isEmpty()) {
            xml.strings("Capabilities", stack.options().capabilities());
        }
        if (!stack.outputs().isEmpty()) {
            xml.list("Outputs", stack.outputs(), StackXml::output);
        }
        xml.text("RoleARN", stack.options().roleArn());
        tags(xml, stack.options().tags());
        xml.bool("EnableTerminationProtection", stack.terminationProtection());
        parents(xml, stack, rootId);
        drift(xml, "StackDriftStatus");
    }

    static void summary(QueryXml xml, Stack stack, Optional<String> rootId) {
        xml.text("StackId", stack.stackId());
        xml.text("StackName", stack.name());
        xml.unlessEmpty("TemplateDescription", stack.description());
        xml.time("CreationTime", stack.created());
        stack.updated().ifPresent(time -> xml.time("LastUpdatedTime", time));
        stack.deleted().ifPresent(time -> xml.time("DeletionTime", time));
        xml.text("StackStatus", stack.status().name());
        xml.unlessEmpty("StackStatusReason", stack.statusReason());
        parents(xml, stack, rootId);
        drift(xml, "StackDriftStatus");
    }

    static void event(QueryXml xml, StackEvent event) {
        xml.text("StackId", event.stackId());
        xml.text("EventId", event.eventId());
        xml.text("StackName", event.stackName());
        xml.text("LogicalResourceId", event.logicalId());
        xml.text("PhysicalResourceId", event.physicalId());
        xml.text("ResourceType", event.type());
        xml.time("Timestamp", event.time());
        xml.text("ResourceStatus", event.status());
        xml.unlessEmpty("ResourceStatusReason", event.reason());
        xml.unlessEmpty("ResourceProperties", event.properties());
        xml.text("ClientRequestToken", event.clientRequestToken());
    }

    /// @param time what the answer calls the time of the last change
    static void resource(QueryXml xml, Stack stack, StackResource resource, String time) {
        xml.text("StackName", stack.name());
        xml.text("StackId", stack.stackId());
        resourceSummary(xml, resource, time);
    }

    static void resourceSummary(QueryXml xml, StackResource resource, String time) {
        xml.text("LogicalResourceId", resource.logicalId());
        xml.unlessEmpty("PhysicalResourceId", resource.physicalId());
        xml.text("ResourceType", resource.type());
        xml.time(time, resource.time());
        xml.text("ResourceStatus", resource.status());
        xml.unlessEmpty("ResourceStatusReason", resource.reason());
        drift(xml, "StackResourceDriftStatus");
    }

    static void parameters(QueryXml xml, Map<String, String> parameters, Set<String> hidden) {
        if (!parameters.isEmpty()) {
            xml.list("Parameters", sorted(parameters), (one, parameter) -> {
                one.text("ParameterKey", parameter.getKey());
                one.text("ParameterValue", hidden.contains(parameter.getKey()) ? HIDDEN : parameter.getValue());
            });
        }
    }

    static void tags(QueryXml xml, Map<String, String> tags) {
        xml.list("Tags", sorted(tags), (one, tag) -> {
            one.text("Key", tag.getKey());
            one.text("Value", tag.getValue());
        });
    }

    private static void output(QueryXml xml, StackOutput output) {
        xml.text("OutputKey", output.key());
        xml.text("OutputValue", output.value());
        xml.unlessEmpty("Description", output.description());
        xml.unlessEmpty("ExportName", output.exportName());
    }

    private static void parents(QueryXml xml, Stack stack, Optional<String> rootId) {
        xml.text("ParentId", stack.parentId());
        xml.text("RootId", rootId);
    }

    private static void drift(QueryXml xml, String member) {
        xml.structure("DriftInformation", drift -> drift.text(member, "NOT_CHECKED"));
    }

    private static List<Map.Entry<String, String>> sorted(Map<String, String> map) {
        return map.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    }
}
