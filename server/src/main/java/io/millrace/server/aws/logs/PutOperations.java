package io.millrace.server.aws.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.function.FunctionLog.Line;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.Appended;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.server.aws.protocol.AwsCall;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// PutLogEvents: events are durable when it is answered. Those that AWS would not take for their time are left out and
/// said to be, and the rest is kept.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
final class PutOperations {
    private final LogGroups groups;
    private final InstantSource clock;

    PutOperations(LogGroups groups, InstantSource clock) {
        this.groups = groups;
        this.clock = clock;
    }

    JsonNode put(AwsCall call) {
        Fields fields = call.fields();
        String stream = GroupNames.stream(fields);
        List<Line> events = events(fields);
        fields.string("sequenceToken");
        fields.notSupported("entity", "there are no entities that events could belong to");
        LogGroup group = GroupNames.named(groups, call.region(), fields);
        fields.refuseUnknown();
        Rejected rejected = rejected(events, group);
        List<Line> taken = events.subList(rejected.tooOldEnd(), rejected.tooNewStart());
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (taken.isEmpty()) {
            requireStream(group, stream);
        } else {
            Appended appended = groups.put(group, stream, taken).join();
            answer.put("nextSequenceToken", EventTokens.sequence(appended.firstOffset() + appended.count()));
        }
        rejected.addTo(answer, events.size());
        return answer;
    }

    private void requireStream(LogGroup group, String stream) {
        if (groups.streams(group).stream().noneMatch(there -> there.name().equals(stream))) {
            throw GroupNames.unknownStream();
        }
    }

    private static List<Line> events(Fields fields) {
        List<Fields> given = fields.objects("logEvents");
        if (given.isEmpty() || given.size() > Limit.LOGS_PUT_EVENTS.value()) {
            throw fields.invalid(
                    "logEvents", "there are " + given.size() + "; 1 to " + Limit.LOGS_PUT_EVENTS.value() + " may be");
        }
        List<Line> events = new ArrayList<>(given.size());
        long bytes = 0;
        long before = 0;
        for (Fields event : given) {
            Line line = event(event);
            if (line.timeMillis() < before) {
                throw LogsDoor.invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            before = line.timeMillis();
            bytes += line.message().getBytes(StandardCharsets.UTF_8).length + Limit.LOGS_EVENT_OVERHEAD_BYTES.value();
            events.add(line);
        }
        if (bytes > Limit.LOGS_APPEND_BYTES.value()) {
            throw LogsDoor.invalid(
                    "Upload too large: " + bytes + " bytes exceeds limit of " + Limit.LOGS_APPEND_BYTES.value());
        }
        if (before - events.getFirst().timeMillis() > Limit.LOGS_PUT_SPAN_SECONDS.value() * 1_000) {
            throw LogsDoor.invalid(
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
        return events;
    }

    private static Line event(Fields event) {
        long timeMillis = event.longInteger("timestamp").orElseThrow(() -> event.missing("timestamp"));
        if (timeMillis < 0) {
            throw event.invalid("timestamp", "is before 1970");
        }
        String message = event.requiredString("message");
        if (message.isEmpty()) {
            throw event.invalid("message", "is empty");
        }
        event.refuseUnknown();
        return new Line(timeMillis, message);
    }

    /// @param expiredEnd events before this index are past the group's retention
    /// @param tooOldEnd those before this index are that, or older than AWS takes
    /// @param tooNewStart events from this index on are too far ahead of time
    private record Rejected(int expiredEnd, int tooOldEnd, int tooNewStart) {
        private void addTo(ObjectNode answer, int events) {
            boolean isTooOld = tooOldEnd > expiredEnd;
            if (tooOldEnd == 0 && tooNewStart == events) {
                return;
            }
            ObjectNode info = answer.putObject("rejectedLogEventsInfo");
            if (expiredEnd > 0) {
                info.put("expiredLogEventEndIndex", expiredEnd);
            }
            if (isTooOld) {
                info.put("tooOldLogEventEndIndex", tooOldEnd);
            }
            if (tooNewStart < events) {
                info.put("tooNewLogEventStartIndex", tooNewStart);
            }
        }
    }

    private Rejected rejected(List<Line> events, LogGroup group) {
        long now = clock.millis();
        long expired = groups.oldestMillis(group);
        long tooOld = Math.max(expired, now - Limit.LOGS_EVENT_AGE_SECONDS.value() * 1_000);
        long tooNew = now + Limit.LOGS_EVENT_AHEAD_SECONDS.value() * 1_000;
        int tooOldEnd = firstFrom(events, tooOld);
        return new Rejected(firstFrom(events, expired), tooOldEnd, Math.max(tooOldEnd, firstFrom(events, tooNew + 1)));
    }

    /// The index of the first event of a time or later.
    private static int firstFrom(List<Line> events, long timeMillis) {
        int index = 0;
        while (index < events.size() && events.get(index).timeMillis() < timeMillis) {
            index++;
        }
        return index;
    }
}
