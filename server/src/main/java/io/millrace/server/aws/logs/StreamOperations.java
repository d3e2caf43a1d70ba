package io.millrace.server.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.logs.LogStream;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Making, describing and deleting log streams.
final class StreamOperations {
    private static final String BY_NAME = "LogStreamName";
    private static final String BY_TIME = "LastEventTime";

    private final LogGroups groups;

    StreamOperations(LogGroups groups) {
        this.groups = groups;
    }

    JsonNode create(AwsCall call) {
        Fields fields = call.fields();
        String stream = GroupNames.stream(fields);
        LogGroup group = GroupNames.named(groups, call.region(), fields);
        fields.refuseUnknown();
        groups.createStream(group, stream);
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        String stream = GroupNames.stream(fields);
        LogGroup group = GroupNames.named(groups, call.region(), fields);
        fields.refuseUnknown();
        groups.deleteStream(group, stream);
        return JsonNodeFactory.instance.objectNode();
    }

    JsonNode describe(AwsCall call) {
        Fields fields = call.fields();
        LogGroup group = GroupNames.identified(groups, call.region(), fields);
        Optional<String> prefix = fields.string("logStreamNamePrefix");
        boolean byTime =
                fields.oneOf("orderBy", BY_NAME, BY_TIME).orElse(BY_NAME).equals(BY_TIME);
        boolean descending = fields.bool("descending").orElse(false);
        Page page = Page.read(fields);
        fields.refuseUnknown();
        if (byTime && prefix.isPresent()) {
            throw LogsDoor.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        Function<LogStream, String> key = byTime ? stream -> timeKey(stream) + stream.name() : LogStream::name;
        Comparator<LogStream> order = Comparator.comparing(key);
        List<LogStream> found = groups.streams(group).stream()
                .filter(stream -> stream.name().startsWith(prefix.orElse("")))
                .sorted(descending ? order.reversed() : order)
                .toList();
        return page.answer("logStreams", descending, found, key, stream -> description(group, stream));
    }

    /// As long for every time, so that texts are in the order of times; those without events come first.
    private static String timeKey(LogStream stream) {
        return "%019d/"
                .formatted(stream.events().map(LogStream.Times::lastMillis).orElse(0L));
    }

    private static ObjectNode description(LogGroup group, LogStream stream) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("logStreamName", stream.name())
                .put("creationTime", stream.createdMillis())
                .put("arn", group.arn() + ":log-stream:" + stream.name())
                .put("uploadSequenceToken", EventTokens.sequence(0))
                .put("storedBytes", stream.bytes());
        stream.events().ifPresent(times -> shown.put("firstEventTimestamp", times.firstMillis())
                .put("lastEventTimestamp", times.lastMillis())
                .put("lastIngestionTime", times.lastIngestedMillis()));
        return shown;
    }
}
