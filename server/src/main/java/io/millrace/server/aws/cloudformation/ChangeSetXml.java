package io.millrace.server.aws.cloudformation;

import io.millrace.core.resource.cloudformation.ChangeSet;
import io.millrace.core.resource.cloudformation.ResourceChange;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.server.aws.protocol.QueryXml;
import java.util.Set;

/// Change sets as answers show them, members in AWS's order.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeChangeSet.html>
final class ChangeSetXml {
    private ChangeSetXml() {}

    static void changeSet(QueryXml xml, ChangeSet set, Stack stack, Set<String> hidden, Page<ResourceChange> changes) {
        xml.text("ChangeSetName", set.name());
        xml.text("ChangeSetId", set.changeSetId());
        xml.text("StackId", stack.stackId());
        xml.text("StackName", stack.name());
        xml.unlessEmpty("Description", set.description());
        StackXml.parameters(xml, set.parameters(), hidden);
        xml.time("CreationTime", set.created());
        xml.text("ExecutionStatus", set.executionStatus());
        xml.text("Status", set.status());
        xml.unlessEmpty("StatusReason", set.statusReason());
        xml.strings("NotificationARNs", set.options().notificationArns());
        xml.structure("RollbackConfiguration", none -> {});
        xml.strings("Capabilities", set.options().capabilities());
        StackXml.tags(xml, set.options().tags());
        xml.list("Changes", changes.items(), ChangeSetXml::change);
        changes.writeNext(xml);
        xml.bool("IncludeNestedStacks", false);
        if (set.options().deleteOnFailure()) {
            xml.text("OnStackFailure", "DELETE");
        } else if (set.options().disableRollback()) {
            xml.text("OnStackFailure", "DO_NOTHING");
        }
        xml.bool("ImportExistingResources", false);
    }

    static void summary(QueryXml xml, ChangeSet set, Stack stack) {
        xml.text("StackId", stack.stackId());
        xml.text("StackName", stack.name());
        xml.text("ChangeSetId", set.changeSetId());
        xml.text("ChangeSetName", set.name());
        xml.text("ExecutionStatus", set.executionStatus());
        xml.text("Status", set.status());
        xml.unlessEmpty("StatusReason", set.statusReason());
        xml.time("CreationTime", set.created());
        xml.unlessEmpty("Description", set.description());
        xml.bool("IncludeNestedStacks", false);
        xml.bool("ImportExistingResources", false);
    }

    private static void change(QueryXml xml, ResourceChange change) {
        xml.text("Type", "Resource");
        xml.structure("ResourceChange", one -> {
            one.text("Action", change.action());
            one.text("LogicalResourceId", change.logicalId());
            one.unlessEmpty("PhysicalResourceId", change.physicalId());
            one.text("ResourceType", change.type());
            one.unlessEmpty("Replacement", change.replacement());
            one.strings("Scope", change.scope());
            one.list("Details", change.details(), ChangeSetXml::detail);
        });
    }

    private static void detail(QueryXml xml, ResourceChange.Detail detail) {
        xml.structure("Target", target -> {
            target.text("Attribute", detail.attribute());
            target.unlessEmpty("Name", detail.name());
            target.text("RequiresRecreation", detail.requiresRecreation());
        });
        xml.text("Evaluation", detail.evaluation());
        xml.text("ChangeSource", detail.changeSource());
        xml.unlessEmpty("CausingEntity", detail.causingEntity());
    }
}
