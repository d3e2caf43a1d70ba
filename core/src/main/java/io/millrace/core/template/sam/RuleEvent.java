package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `Schedule`, `EventBridgeRule` and `CloudWatchEvent`: a rule of EventBridge, and the permission that lets it invoke
/// the
/// function.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-function-eventbridgerule`,
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-schedule.html>
final class RuleEvent {
    private static final String ARN = "Arn";
    private static final Set<String> OF_SCHEDULE = Set.of(
            "Schedule",
            "RuleName",
            "Input",
            "Enabled",
            "State",
            "Name",
            "Description",
            "DeadLetterConfig",
            "RetryPolicy");
    private static final Set<String> OF_PATTERN = Set.of(
            "EventBusName",
            "RuleName",
            "Pattern",
            "DeadLetterConfig",
            "RetryPolicy",
            "Input",
            "InputPath",
            "Target",
            "Enabled",
            "State",
            "InputTransformer");

    private final FunctionEvent event;
    private final SamProperties properties;
    private final String id;

    RuleEvent(FunctionEvent event) {
        this.event = event;
        this.properties = event.properties();
        this.id = event.logicalId();
    }

    void expand() {
        boolean schedule = event.type().equals("Schedule");
        if (schedule) {
            event.check(OF_SCHEDULE, "Schedule");
            properties.texts("Schedule", "Input", "Name", "Description");
        } else {
            event.check(OF_PATTERN, "Pattern");
            properties.maps("Pattern", "Target", "InputTransformer");
        }
        properties.maps("DeadLetterConfig", "RetryPolicy");
        ObjectNode rule = Nodes.object();
        if (schedule) {
            properties.copy(rule, "Schedule", "ScheduleExpression");
            properties.copy(rule, "RuleName", "Name");
            properties.copy(rule, List.of("Name", "Description"));
        } else {
            properties.copy(rule, "Pattern", "EventPattern");
            properties.copy(rule, "RuleName", "Name");
            properties.copy(rule, List.of("EventBusName"));
        }
        state(rule);
        rule.set("Targets", Nodes.list(target()));
        event.target().put(id, "AWS::Events::Rule", rule);
        event.target().permit(id + "Permission", "events.amazonaws.com", Nodes.attribute(id, ARN));
    }

    private void state(ObjectNode rule) {
        if (properties.has("Enabled") && properties.has("State")) {
            throw new InvalidResourceException("State and Enabled Properties cannot both be specified.");
        }
        properties.copy(rule, "State", "State");
        if (properties.has("Enabled")) {
            rule.put("State", properties.flag("Enabled") ? "ENABLED" : "DISABLED");
        }
    }

    private ObjectNode target() {
        SamProperties named = properties.inner("Target");
        named.check(Set.of("Id"), Set.of(), "Target");
        ObjectNode target = Nodes.object("Arn", event.target().arn(), "Id", named.text("Id", id + "LambdaTarget"));
        properties.copy(target, List.of("Input", "InputPath", "InputTransformer", "RetryPolicy"));
        if (properties.has("DeadLetterConfig")) {
            target.set("DeadLetterConfig", Nodes.object(ARN, deadLetterArn(properties.inner("DeadLetterConfig"))));
        }
        return target;
    }

    private JsonNode deadLetterArn(SamProperties config) {
        config.check(Set.of(ARN, "Type", "QueueLogicalId"), Set.of(), "DeadLetterConfig");
        if (config.has(ARN) == config.has("Type")) {
            throw new InvalidResourceException(
                    config.has(ARN)
                            ? "You can either set 'Arn' or 'Type' property of DeadLetterConfig"
                            : "No 'Arn' or 'Type' property provided for DeadLetterConfig");
        }
        if (config.has(ARN)) {
            return config.get(ARN);
        }
        if (!config.text("Type", "").equals("SQS")) {
            throw new InvalidResourceException("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'");
        }
        String queue = config.text("QueueLogicalId", id + "Queue");
        event.target().put(queue, "AWS::SQS::Queue", Nodes.object());
        QueuePolicies.allow(
                event.target(), id + "QueuePolicy", queue, "events.amazonaws.com", Nodes.attribute(id, ARN));
        return Nodes.attribute(queue, ARN);
    }
}
