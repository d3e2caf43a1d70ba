package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `EventInvokeConfig`: retries, age and destinations of asynchronous invocations. A destination of SQS or SNS without
/// an
/// ARN is made.
///
/// Source:
/// AWS SAM developer guide, page `sam-property-function-eventinvokeconfiguration`
final class InvokeSettings {
    private static final Map<String, String> ACTIONS = Map.of(
            "SQS", "sqs:SendMessage",
            "SNS", "sns:Publish",
            "Lambda", "lambda:InvokeFunction",
            "EventBridge", "events:PutEvents",
            "S3Bucket", "s3:PutObject");

    private InvokeSettings() {}

    static void expand(FunctionTarget target) {
        SamResource function = target.function();
        SamProperties all = function.properties();
        if (!all.has("EventInvokeConfig")) {
            return;
        }
        SamProperties config = all.inner("EventInvokeConfig");
        config.check(
                Set.of("MaximumEventAgeInSeconds", "MaximumRetryAttempts", "DestinationConfig"),
                Set.of(),
                "EventInvokeConfig");
        config.maps("DestinationConfig");
        ObjectNode settings = Nodes.object("FunctionName", Nodes.ref(function.id()));
        settings.put("Qualifier", "$LATEST");
        ObjectNode attributes = function.inherited();
        target.alias().ifPresent(alias -> {
            settings.set("Qualifier", target.assembly().generated().get(alias).at("/Properties/Name"));
            attributes.set("DependsOn", Nodes.list(alias));
        });
        config.copy(settings, List.of("MaximumEventAgeInSeconds", "MaximumRetryAttempts"));
        settings.set("DestinationConfig", destinations(target, config.inner("DestinationConfig")));
        String id = function.id() + "EventInvokeConfig";
        target.assembly().put(id, "AWS::Lambda::EventInvokeConfig", settings, attributes);
    }

    private static ObjectNode destinations(FunctionTarget target, SamProperties config) {
        config.check(Set.of("OnSuccess", "OnFailure"), Set.of(), "DestinationConfig");
        config.maps("OnSuccess", "OnFailure");
        ObjectNode destinations = Nodes.object();
        for (String outcome : List.of("OnSuccess", "OnFailure")) {
            if (config.has(outcome)) {
                JsonNode destination = destination(target, config.inner(outcome), outcome);
                destinations.set(outcome, Nodes.object("Destination", destination));
            }
        }
        return destinations;
    }

    private static JsonNode destination(FunctionTarget target, SamProperties config, String outcome) {
        config.check(Set.of("Type", "Destination"), Set.of(), outcome);
        String type = config.required("Type").asText();
        String action = Optional.ofNullable(ACTIONS.get(type))
                .orElseThrow(() -> new InvalidResourceException("'Type: " + type + "' is not a supported destination."
                        + " Must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']"));
        String id = target.function().id() + "EventInvokeConfig" + outcome;
        JsonNode arn = config.has("Destination") ? config.get("Destination") : made(target, type, id);
        ObjectNode statement = Nodes.allow(action, arn);
        target.role().inline(id + type + "Policy", Nodes.object("Statement", Nodes.list(statement)));
        return arn;
    }

    private static JsonNode made(FunctionTarget target, String type, String id) {
        if (type.equals("SQS")) {
            target.put(id + "Queue", "AWS::SQS::Queue", Nodes.object());
            return Nodes.attribute(id + "Queue", "Arn");
        }
        if (type.equals("SNS")) {
            target.put(id + "Topic", "AWS::SNS::Topic", Nodes.object());
            return Nodes.ref(id + "Topic");
        }
        throw new InvalidResourceException("'Type: " + type + "' must have a 'Destination'.");
    }
}
