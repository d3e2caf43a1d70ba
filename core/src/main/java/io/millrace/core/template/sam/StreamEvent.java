package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `Kinesis`, `DynamoDB` and `SQS`: an event source mapping, and the managed policy by which the function's role reads
/// the source.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-kinesis.html>
final class StreamEvent {
    private static final List<String> COPIED = List.of(
            "BatchSize",
            "StartingPosition",
            "StartingPositionTimestamp",
            "Enabled",
            "MaximumBatchingWindowInSeconds",
            "MaximumRetryAttempts",
            "BisectBatchOnFunctionError",
            "MaximumRecordAgeInSeconds",
            "ParallelizationFactor",
            "TumblingWindowInSeconds",
            "FunctionResponseTypes",
            "FilterCriteria",
            "KmsKeyArn",
            "ScalingConfig",
            "ProvisionedPollerConfig",
            "MetricsConfig");
    private static final Map<String, String> DESTINATIONS =
            Map.of("SQS", "sqs:SendMessage", "SNS", "sns:Publish", "S3", "s3:PutObject");

    private StreamEvent() {}

    static void expand(FunctionEvent event) {
        String source = event.type().equals("SQS") ? "Queue" : "Stream";
        Set<String> known = new HashSet<>(COPIED);
        known.add(source);
        known.add("DestinationConfig");
        SamProperties properties = event.properties();
        event.check(known);
        properties.maps("DestinationConfig", "FilterCriteria");
        if (!properties.has(source)) {
            throw new InvalidResourceException("No Queue (for SQS) or Stream (for Kinesis, DynamoDB or MSK) or Broker"
                    + " (for Amazon MQ) or CollectionName provided.");
        }
        if (source.equals("Stream") && !properties.has("StartingPosition")) {
            throw new InvalidResourceException("StartingPosition is required for Kinesis, DynamoDB and MSK.");
        }
        FunctionTarget target = event.target();
        ObjectNode mapping = Nodes.object("EventSourceArn", properties.get(source), "FunctionName", target.ref());
        properties.copy(mapping, COPIED);
        if (properties.has("DestinationConfig")) {
            mapping.set("DestinationConfig", destination(event));
        }
        target.put(event.logicalId(), "AWS::Lambda::EventSourceMapping", mapping);
        target.role()
                .managed(
                        switch (event.type()) {
                            case "Kinesis" -> "AWSLambdaKinesisExecutionRole";
                            case "DynamoDB" -> "AWSLambdaDynamoDBExecutionRole";
                            default -> "AWSLambdaSQSQueueExecutionRole";
                        });
    }

    private static ObjectNode destination(FunctionEvent event) {
        SamProperties config = event.properties().inner("DestinationConfig");
        config.check(Set.of("OnFailure"), Set.of(), "DestinationConfig");
        config.maps("OnFailure");
        SamProperties failure = config.inner("OnFailure");
        failure.check(Set.of("Type", "Destination"), Set.of(), "OnFailure");
        JsonNode arn = failure.required("Destination");
        if (failure.has("Type")) {
            String type = failure.text("Type", "");
            String action = Optional.ofNullable(DESTINATIONS.get(type))
                    .orElseThrow(() -> new InvalidResourceException("'Type: " + type
                            + "' is not a supported destination. Must be one of ['SQS', 'SNS', 'S3']"));
            ObjectNode statement = Nodes.allow(action, arn);
            event.target()
                    .role()
                    .inline(event.logicalId() + type + "Policy", Nodes.object("Statement", Nodes.list(statement)));
        }
        return Nodes.object("OnFailure", Nodes.object("Destination", arn));
    }
}
