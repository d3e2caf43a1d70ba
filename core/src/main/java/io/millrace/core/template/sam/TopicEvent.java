package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `SNS`: a subscription, and the permission that lets the topic invoke the function. With
/// `SqsSubscription` a queue of its own lies between.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sns.html>
final class TopicEvent {
    private static final Set<String> KNOWN =
            Set.of("Topic", "Region", "FilterPolicy", "FilterPolicyScope", "SqsSubscription", "RedrivePolicy");

    private static final String THROUGH_QUEUE = "SqsSubscription";
    private static final int BATCH_RECORDS = 10;

    private TopicEvent() {}

    static void expand(FunctionEvent event) {
        event.check(KNOWN, "Topic");
        SamProperties properties = event.properties();
        properties.maps("FilterPolicy", "RedrivePolicy");
        JsonNode topic = properties.get("Topic");
        ObjectNode subscription = Nodes.object("TopicArn", topic);
        properties.copy(subscription, List.of("Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"));
        if (throughQueue(properties)) {
            queue(event, subscription, topic);
        } else {
            subscription
                    .put("Protocol", "lambda")
                    .set("Endpoint", event.target().arn());
            event.target().permit(event.logicalId() + "Permission", "sns.amazonaws.com", topic);
        }
        event.target().put(event.logicalId(), "AWS::SNS::Subscription", subscription);
    }

    private static boolean throughQueue(SamProperties properties) {
        if (properties.get(THROUGH_QUEUE).isObject()) {
            throw new InvalidResourceException(
                    "Property 'SqsSubscription' with a queue of one's own is not supported by Millrace.");
        }
        return properties.flag(THROUGH_QUEUE);
    }

    private static void queue(FunctionEvent event, ObjectNode subscription, JsonNode topic) {
        String queue = event.logicalId() + "Queue";
        JsonNode arn = Nodes.attribute(queue, "Arn");
        FunctionTarget target = event.target();
        subscription.put("Protocol", "sqs").set("Endpoint", arn);
        target.put(queue, "AWS::SQS::Queue", Nodes.object());
        QueuePolicies.allow(target, queue + "Policy", queue, "", topic);
        ObjectNode mapping = Nodes.object("EventSourceArn", arn.deepCopy(), "FunctionName", target.ref());
        target.put(
                event.logicalId() + "EventSourceMapping",
                "AWS::Lambda::EventSourceMapping",
                mapping.put("BatchSize", BATCH_RECORDS).put("Enabled", true));
        target.role().managed("AWSLambdaSQSQueueExecutionRole");
    }
}
