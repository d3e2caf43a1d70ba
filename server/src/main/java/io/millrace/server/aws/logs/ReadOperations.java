package io.millrace.server.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.logs.EventPage;
import io.millrace.core.logs.EventQuery;
import io.millrace.core.logs.FilterPattern;
import io.millrace.core.logs.LogEvent;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.logs.LogStream;
import io.millrace.core.logs.Position;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// GetLogEvents and FilterLogEvents. Events come in the order of their time; those of one time as they arrived.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html>,
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html>
final class ReadOperations {
    private static final Position END = new Position(Long.MAX_VALUE, 0);

    private final LogGroups groups;

    ReadOperations(LogGroups groups) {
        this.groups = groups;
    }

    /// The end of the time range is not in it.
    JsonNode get(AwsCall call) {
        Fields fields = call.fields();
        String stream = GroupNames.stream(fields);
        LogGroup group = GroupNames.identified(groups, call.region(), fields);
        long from = time(fields, "startTime").orElse(0L);
        long to = time(fields, "endTime").orElse(Long.MAX_VALUE);
        boolean fromHead = fields.bool("startFromHead").orElse(false);
        Optional<String> token = fields.string("nextToken");
        int limit = limit(fields);
        refuseUnmask(fields);
        fields.refuseUnknown();
        EventQuery.Place place = token.map(text -> place(text, limit))
                .orElseGet(() -> new EventQuery.Place(fromHead ? Position.before(from) : END, fromHead, limit));
        requireStreams(group, Set.of(stream));
        EventPage page = groups.search(group, new EventQuery(stream::equals, from, to, place, message -> true));
        return answer(page, place.position().equals(END) ? Position.before(from) : place.position());
    }

    /// An empty page gives the place it began at both ways, as AWS does at the end of a stream.
    private static JsonNode answer(EventPage page, Position empty) {
        List<LogEvent> events = page.events();
        Position first = events.isEmpty() ? empty : events.getFirst().position();
        Position behind = events.isEmpty() ? empty : events.getLast().position().after();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("events");
        events.forEach(event -> list.addObject()
                .put("timestamp", event.timeMillis())
                .put("message", event.message())
                .put("ingestionTime", event.ingestedMillis()));
        return answer.put("nextForwardToken", EventTokens.FORWARD + EventTokens.of(behind))
                .put("nextBackwardToken", EventTokens.BACKWARD + EventTokens.of(first));
    }

    private static EventQuery.Place place(String token, int limit) {
        boolean forward = token.startsWith(EventTokens.FORWARD);
        if (!forward && !token.startsWith(EventTokens.BACKWARD)) {
            throw LogsDoor.invalid("The specified nextToken is invalid.");
        }
        return new EventQuery.Place(
                EventTokens.position(token.substring(EventTokens.FORWARD.length())), forward, limit);
    }

    /// The end of the time range is in it, unlike in GetLogEvents: so it is at AWS.
    JsonNode filter(AwsCall call) {
        Fields fields = call.fields();
        LogGroup group = GroupNames.identified(groups, call.region(), fields);
        long from = time(fields, "startTime").orElse(0L);
        long to = time(fields, "endTime").orElse(Long.MAX_VALUE);
        Predicate<String> streams = streams(fields, group);
        FilterPattern pattern =
                FilterPattern.parse(fields.string("filterPattern").orElse(""));
        Position start = fields.string("nextToken").map(EventTokens::position).orElseGet(() -> Position.before(from));
        EventQuery.Place place = new EventQuery.Place(start, true, limit(fields));
        fields.bool("interleaved");
        refuseUnmask(fields);
        fields.refuseUnknown();
        long toExclusive = to == Long.MAX_VALUE ? to : to + 1;
        EventPage page = groups.search(group, new EventQuery(streams, from, toExclusive, place, pattern));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("events");
        page.events().forEach(event -> list.addObject()
                .put("logStreamName", event.stream())
                .put("timestamp", event.timeMillis())
                .put("message", event.message())
                .put("ingestionTime", event.ingestedMillis())
                .put("eventId", EventTokens.id(event.position())));
        answer.putArray("searchedLogStreams");
        if (page.hasMore()) {
            answer.put(
                    "nextToken",
                    EventTokens.of(page.events().getLast().position().after()));
        }
        return answer;
    }

    private Predicate<String> streams(Fields fields, LogGroup group) {
        List<String> names = fields.strings("logStreamNames");
        Optional<String> prefix = fields.string("logStreamNamePrefix");
        if (!names.isEmpty() && prefix.isPresent()) {
            throw LogsDoor.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive");
        }
        if (names.size() > Limit.LOGS_FILTER_STREAMS.value()) {
            throw fields.invalid("logStreamNames", "has more than " + Limit.LOGS_FILTER_STREAMS.value() + " names");
        }
        if (names.isEmpty()) {
            return name -> name.startsWith(prefix.orElse(""));
        }
        Set<String> wanted = Set.copyOf(names);
        requireStreams(group, wanted);
        return wanted::contains;
    }

    private void requireStreams(LogGroup group, Set<String> names) {
        Set<String> there = groups.streams(group).stream().map(LogStream::name).collect(Collectors.toSet());
        if (!there.containsAll(names)) {
            throw GroupNames.unknownStream();
        }
    }

    private static Optional<Long> time(Fields fields, String name) {
        Optional<Long> time = fields.longInteger(name);
        time.filter(millis -> millis < 0).ifPresent(millis -> {
            throw fields.invalid(name, "is before 1970");
        });
        return time;
    }

    private static int limit(Fields fields) {
        return fields.integerBetween("limit", 1, Limit.LOGS_PAGE_EVENTS.intValue())
                .orElse(Limit.LOGS_PAGE_EVENTS.intValue());
    }

    private static void refuseUnmask(Fields fields) {
        if (fields.bool("unmask").orElse(false)) {
            throw fields.invalid("unmask", "not supported by Millrace: nothing is masked");
        }
    }
}
