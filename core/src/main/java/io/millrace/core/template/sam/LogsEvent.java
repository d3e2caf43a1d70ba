package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// `CloudWatchLogs`: a subscription filter of a log group, and the permission that lets it invoke the function.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-function-cloudwatchlogs`
final class LogsEvent {
    private LogsEvent() {}

    static void expand(FunctionEvent event) {
        event.check(Set.of("LogGroupName", "FilterPattern"), "LogGroupName", "FilterPattern");
        JsonNode group = event.properties().get("LogGroupName");
        String permission = event.logicalId() + "Permission";
        ObjectNode filter = Nodes.object(
                "DestinationArn",
                event.target().arn(),
                "FilterPattern",
                event.properties().get("FilterPattern"),
                "LogGroupName",
                group);
        ObjectNode attributes = event.target().function().inherited();
        attributes.set("DependsOn", Nodes.list(permission));
        event.assembly().put(event.logicalId(), "AWS::Logs::SubscriptionFilter", filter, attributes);
        ObjectNode source = Nodes.substitute(
                "arn:" + event.assembly().partition()
                        + ":logs:${AWS::Region}:${AWS::AccountId}:log-group:${__LogGroupName__}:*",
                Nodes.object("__LogGroupName__", group));
        event.target().permit(permission, "logs.amazonaws.com", source);
    }
}
