package io.millrace.core.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.StreamExtent;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.cloudformation.Stack;
import io.millrace.core.resource.cloudformation.StackEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The events of stacks: a stream of the log for each stack, which goes when its stack is forgotten.
final class StackEvents {
    static final String PREFIX = "stacks.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventLog log;

    StackEvents(EventLog log) {
        this.log = log;
    }

    static String stream(Stack stack) {
        return PREFIX + stack.region() + "." + stack.unique();
    }

    /// Never blocks.
    CompletableFuture<?> append(Stack stack, StackEvent event) {
        return log.append(stream(stack), List.of(write(event).toString().getBytes(StandardCharsets.UTF_8)));
    }

    /// The latest first, at most as many as are shown of a stack.
    List<StackEvent> of(Stack stack) {
        return page(stack, OptionalLong.empty(), Limit.STACK_EVENTS.intValue()).events();
    }

    /// Some of these, whose reading takes as long as they are many.
    ///
    /// @param before what a page before named as the next one's; empty for the latest
    Page page(Stack stack, OptionalLong before, int count) {
        String stream = stream(stack);
        StreamExtent extent = log.extent(stream);
        long shown = Math.max(extent.firstOffset(), extent.endOffset() - Limit.STACK_EVENTS.value());
        long to = Math.min(before.orElse(Long.MAX_VALUE), extent.endOffset());
        long from = Math.max(shown, to - count);
        List<StackEvent> events = from < to ? read(stream, from, to) : List.of();
        return new Page(events.reversed(), from > shown && from < to ? OptionalLong.of(from) : OptionalLong.empty());
    }

    private List<StackEvent> read(String stream, long from, long to) {
        List<StackEvent> events = new ArrayList<>();
        try (LogReader reader = log.viewer(stream, from)) {
            while (reader.position() < to) {
                int count = (int) Math.min(to - reader.position(), Limit.DELIVERY_POLL_RECORDS.value());
                List<LogRecord> records = reader.poll(count, Limit.DELIVERY_POLL_BYTES.value(), Duration.ZERO);
                if (records.isEmpty()) {
                    break;
                }
                records.forEach(record -> events.add(read(record.data())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return events;
    }

    /// @param events the latest first
    /// @param next where the page of those before them begins; empty when there are none
    record Page(List<StackEvent> events, OptionalLong next) {}

    void forget(Stack stack) {
        log.delete(stream(stack));
    }

    private static ObjectNode write(StackEvent event) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("EventId", event.eventId())
                .put("StackId", event.stackId())
                .put("StackName", event.stackName())
                .put("LogicalId", event.logicalId())
                .put("PhysicalId", event.physicalId())
                .put("Type", event.type())
                .put("Status", event.status())
                .put("Reason", event.reason())
                .put("Properties", event.properties())
                .put("Time", event.time().toString());
        event.clientRequestToken().ifPresent(token -> json.put("Token", token));
        return json;
    }

    private static StackEvent read(byte[] bytes) {
        JsonNode json;
        try {
            json = JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("An event of a stack cannot be read", e);
        }
        return new StackEvent(
                text(json, "EventId"),
                text(json, "StackId"),
                text(json, "StackName"),
                text(json, "LogicalId"),
                text(json, "PhysicalId"),
                text(json, "Type"),
                text(json, "Status"),
                text(json, "Reason"),
                text(json, "Properties"),
                Optional.ofNullable(json.path("Token").textValue()),
                Instant.parse(text(json, "Time")));
    }

    private static String text(JsonNode json, String name) {
        return json.required(name).textValue();
    }
}
