package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// `SNS`: a subscription, and the permission that lets the topic invoke the function. `SqsSubscription` is refused.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sns.html>
final class TopicEvent {
    private static final Set<String> KNOWN =
            Set.of("Topic", "Region", "FilterPolicy", "FilterPolicyScope", "SqsSubscription", "RedrivePolicy");

    private TopicEvent() {}

    static void expand(FunctionEvent event) {
        event.check(KNOWN, "Topic");
        SamProperties properties = event.properties();
        properties.maps("FilterPolicy", "RedrivePolicy");
        if (properties.has("SqsSubscription")
                && !properties.get("SqsSubscription").asText().equals("false")) {
            throw InvalidResourceException.notSupported("SqsSubscription");
        }
        JsonNode topic = properties.get("Topic");
        ObjectNode subscription =
                Nodes.object("Endpoint", event.target().arn(), "Protocol", "lambda", "TopicArn", topic);
        properties.copy(subscription, List.of("Region", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy"));
        event.target().put(event.logicalId(), "AWS::SNS::Subscription", subscription);
        event.target().permit(event.logicalId() + "Permission", "sns.amazonaws.com", topic);
    }
}
