package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// A function's `Events`: each makes the resources by which it reaches the function.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-function-eventsource`
final class FunctionEvents {
    private FunctionEvents() {}

    static void expand(FunctionTarget target) {
        SamProperties properties = target.function().properties();
        for (Map.Entry<String, JsonNode> entry : properties.object("Events").properties()) {
            try {
                expand(entry.getKey(), entry.getValue(), target);
            } catch (InvalidResourceException wrong) {
                throw wrong.inEvent(entry.getKey());
            }
        }
    }

    private static void expand(String id, JsonNode declaration, FunctionTarget target) {
        if (!id.matches("[A-Za-z0-9]+")) {
            throw new InvalidResourceException("Event ids are letters and digits only.");
        }
        String type = declaration.path("Type").asText();
        FunctionEvent event = new FunctionEvent(id, type, SamProperties.of(declaration), target);
        switch (type) {
            case "Api" -> new ApiEvent(event).expand();
            case "HttpApi" -> new HttpApiEvent(event).expand();
            case "Schedule", "EventBridgeRule", "CloudWatchEvent" -> new RuleEvent(event).expand();
            case "Kinesis", "DynamoDB", "SQS" -> StreamEvent.expand(event);
            case "S3" -> BucketEvent.expand(event);
            case "SNS" -> TopicEvent.expand(event);
            case "CloudWatchLogs" -> LogsEvent.expand(event);
            case "AlexaSkill", "Cognito", "DocumentDB", "IoTRule", "MQ", "MSK", "ScheduleV2", "SelfManagedKafka" ->
                throw new InvalidResourceException("Event type '" + type + "' is not supported by Millrace.");
            default ->
                throw new InvalidResourceException(
                        "Resource dict has missing or invalid value for key Type. Event Type is: "
                                + (type.isEmpty() ? "None" : type) + ".");
        }
    }
}
