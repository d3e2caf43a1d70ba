package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import java.util.List;

/// A source whose records call a function: what Lambda says of it is what the stack says. Its physical id is its UUID.
///
/// Source:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-lambda-eventsourcemapping.html>
final class EventSourceMappingType implements DescribedType {
    private static final int HEX = 32;
    private static final String MAPPINGS = "/2015-03-31/event-source-mappings";
    private static final List<String> AT_CREATION = List.of(
            "AmazonManagedKafkaEventSourceConfig",
            "EventSourceArn",
            "SelfManagedEventSource",
            "SelfManagedKafkaEventSourceConfig",
            "StartingPosition",
            "StartingPositionTimestamp",
            "Tags");
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::Lambda::EventSourceMapping", """
            AmazonManagedKafkaEventSourceConfig json replace
            BatchSize integer
            BisectBatchOnFunctionError boolean
            DestinationConfig.OnFailure.Destination string
            DocumentDBEventSourceConfig json
            Enabled boolean
            EventSourceArn string replace
            FilterCriteria.Filters[].Pattern string
            FunctionName string required
            FunctionResponseTypes[] string
            KmsKeyArn string
            MaximumBatchingWindowInSeconds integer
            MaximumRecordAgeInSeconds integer
            MaximumRetryAttempts integer
            MetricsConfig json
            ParallelizationFactor integer
            ProvisionedPollerConfig json
            Queues[] string
            ScalingConfig.MaximumConcurrency integer
            SelfManagedEventSource json replace
            SelfManagedKafkaEventSourceConfig json replace
            SourceAccessConfigurations json
            StartingPosition string replace
            StartingPositionTimestamp number replace
            Tags[].Key string required kept
            Tags[].Value string kept
            Topics[] string
            TumblingWindowInSeconds integer
            """, "EventSourceMappingArn", "Id");

    private final LambdaApi api;

    EventSourceMappingType(LambdaApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.hex(HEX).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        return made(api.call(LambdaApi.request(call, "POST", MAPPINGS)
                .withJson(input(call.properties()))
                .withPlannedId(call.physicalId())));
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        ObjectNode input = input(call.properties()).without(AT_CREATION);
        return made(api.call(call, "PUT", path(call), input));
    }

    private static ObjectNode input(ObjectNode properties) {
        ObjectNode input = properties.deepCopy();
        JsonNode key = input.remove("KmsKeyArn");
        if (key != null) {
            input.set("KMSKeyArn", key);
        }
        return input;
    }

    private static Made made(JsonNode mapping) {
        return Made.of(mapping.path("UUID").asText())
                .with("Id", mapping.path("UUID"))
                .with("EventSourceMappingArn", mapping.path("EventSourceMappingArn"));
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String path(ResourceCall call) {
        return MAPPINGS + "/" + call.physicalId();
    }
}
