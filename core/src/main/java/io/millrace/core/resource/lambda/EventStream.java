package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.Optional;
import java.util.UUID;

/// Where the events of a function lie in the log. Made with its first event and removed with the function, so a
/// function that is made again under the same name never sees the events of the one before. Ours, not AWS's.
///
/// @param function name of the function
/// @param region of the function
/// @param logStream its stream of the log; unlike that of any earlier function of this name
public record EventStream(String function, String region, String logStream) implements FunctionPart {
    public static final String TYPE = "Millrace::Lambda::EventStream";

    /// What all their streams of the log begin with.
    public static final String LOG_PREFIX = "lambda.";

    private static final int LOG_SUFFIX_CHARS = 8;

    /// A new one.
    ///
    /// @param random makes its log stream unlike any other
    public static EventStream create(String region, String function, UUID random) {
        String suffix = random.toString().substring(0, LOG_SUFFIX_CHARS);
        return new EventStream(function, region, LOG_PREFIX + region + "." + function + "." + suffix);
    }

    public static ResourceId id(String region, String function) {
        return new ResourceId(TYPE, region, function);
    }

    @Override
    public ResourceId id() {
        return id(region, function);
    }

    @Override
    public Optional<String> qualifier() {
        return Optional.empty();
    }

    /// How they are kept.
    public static final ResourceKind<EventStream> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<EventStream> valueType() {
            return EventStream.class;
        }

        @Override
        public ObjectNode write(EventStream stream) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("Function", stream.function())
                    .put("Region", stream.region())
                    .put("LogStream", stream.logStream());
        }

        @Override
        public EventStream read(ObjectNode kept) {
            return new EventStream(
                    kept.required("Function").textValue(),
                    kept.required("Region").textValue(),
                    kept.required("LogStream").textValue());
        }
    };
}
