package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.Optional;

/// How events of a function, a version or an alias are retried, and where their outcome goes.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionEventInvokeConfig.html>
///
/// @param function name of the function
/// @param region of the function
/// @param name `$LATEST`, a version's number or an alias
/// @param retriesMax 0–2, after errors of the function
/// @param ageSecondsMax 60–21,600; an event that is older is given up
/// @param onSuccess ARN of the function that gets the record of an event that succeeded
/// @param onFailure ARN of the function or bucket that gets the record of an event that was given up
/// @param lastModified when it became so
public record EventInvokeConfig(
        String function,
        String region,
        String name,
        Optional<Integer> retriesMax,
        Optional<Integer> ageSecondsMax,
        Optional<String> onSuccess,
        Optional<String> onFailure,
        Instant lastModified)
        implements FunctionPart {
    public static final String TYPE = "AWS::Lambda::EventInvokeConfig";

    private static final String LATEST = "$LATEST";

    /// What holds for events without one.
    public static EventInvokeConfig none(String region, String function, String name) {
        return new EventInvokeConfig(
                function,
                region,
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH);
    }

    public static ResourceId id(String region, String function, String name) {
        return new ResourceId(TYPE, region, function + ":" + name);
    }

    @Override
    public ResourceId id() {
        return id(region, function, name);
    }

    @Override
    public Optional<String> qualifier() {
        return name.equals(LATEST) ? Optional.empty() : Optional.of(name);
    }

    /// How often an event is run again after errors of the function.
    public int retries() {
        return retriesMax.orElse(Limit.FUNCTION_EVENT_RETRIES.intValue());
    }

    public long ageMillis() {
        return ageSecondsMax.map(Integer::longValue).orElse(Limit.FUNCTION_EVENT_AGE_SECONDS.value()) * 1000;
    }

    /// As answers have it; `LastModified` in seconds.
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("LastModified", lastModified.toEpochMilli() / 1000.0)
                .put("FunctionArn", Arn.of("lambda", region, "function:" + function + ":" + name));
        retriesMax.ifPresent(times -> json.put("MaximumRetryAttempts", times));
        ageSecondsMax.ifPresent(seconds -> json.put("MaximumEventAgeInSeconds", seconds));
        ObjectNode destinations = json.putObject("DestinationConfig");
        ObjectNode success = destinations.putObject("OnSuccess");
        onSuccess.ifPresent(arn -> success.put("Destination", arn));
        ObjectNode failure = destinations.putObject("OnFailure");
        onFailure.ifPresent(arn -> failure.put("Destination", arn));
        return json;
    }

    /// How they are kept.
    public static final ResourceKind<EventInvokeConfig> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<EventInvokeConfig> valueType() {
            return EventInvokeConfig.class;
        }

        @Override
        public ObjectNode write(EventInvokeConfig config) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Function", config.function())
                    .put("Region", config.region())
                    .put("Name", config.name())
                    .put("LastModified", config.lastModified().toString());
            config.retriesMax().ifPresent(times -> kept.put("Retries", times));
            config.ageSecondsMax().ifPresent(seconds -> kept.put("AgeSeconds", seconds));
            config.onSuccess().ifPresent(arn -> kept.put("OnSuccess", arn));
            config.onFailure().ifPresent(arn -> kept.put("OnFailure", arn));
            return kept;
        }

        @Override
        public EventInvokeConfig read(ObjectNode kept) {
            return new EventInvokeConfig(
                    kept.required("Function").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("Name").textValue(),
                    Optional.ofNullable(kept.get("Retries")).map(JsonNode::intValue),
                    Optional.ofNullable(kept.get("AgeSeconds")).map(JsonNode::intValue),
                    Optional.ofNullable(kept.get("OnSuccess")).map(JsonNode::textValue),
                    Optional.ofNullable(kept.get("OnFailure")).map(JsonNode::textValue),
                    Instant.parse(kept.required("LastModified").textValue()));
        }
    };
}
