package io.millrace.core.invoke.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.log.Checkpoint;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Which events of a stream are open, and so which are finished: all others before the next that was not begun. That is
/// what the consumer's checkpoint says: its position is the oldest open event, its open batch names the others.
///
/// `{"v": 1, "next": OFFSET, "open": [[OFFSET, RUNS, DUE_MILLIS], …]}`. Not thread-safe.
final class EventWindow {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    private final NavigableMap<Long, OpenEvent> open = new TreeMap<>();
    private long next;

    private EventWindow(long next) {
        this.next = next;
    }

    /// As a checkpoint has it.
    ///
    /// @throws IllegalStateException when the checkpoint was written by a later version
    static EventWindow of(Checkpoint checkpoint, RandomGenerator random) {
        if (checkpoint.openBatch().isEmpty()) {
            return new EventWindow(checkpoint.position());
        }
        try {
            JsonNode kept = JSON.readTree(checkpoint.openBatch().get());
            if (kept.path("v").intValue() != VERSION) {
                throw new IllegalStateException(
                        "The checkpoint cannot be read: was this data written by a later version?");
            }
            EventWindow window = new EventWindow(kept.required("next").longValue());
            for (JsonNode event : kept.required("open")) {
                long offset = event.get(0).longValue();
                window.open.put(
                        offset,
                        new OpenEvent(
                                offset,
                                Optional.empty(),
                                event.get(1).intValue(),
                                event.get(2).longValue(),
                                random));
            }
            return window;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The checkpoint's open events are damaged", e);
        }
    }

    Checkpoint checkpoint() {
        if (open.isEmpty()) {
            return Checkpoint.at(next);
        }
        ObjectNode kept =
                JsonNodeFactory.instance.objectNode().put("v", VERSION).put("next", next);
        ArrayNode events = kept.putArray("open");
        open.values()
                .forEach(event ->
                        events.addArray().add(event.offset()).add(event.runs()).add(event.dueMillis()));
        return new Checkpoint(open.firstKey(), Optional.of(kept.toString()));
    }

    /// The first event that was not begun.
    long next() {
        return next;
    }

    /// Events up to this one were read.
    void passed(long offset) {
        next = Math.max(next, offset);
    }

    void begun(OpenEvent event) {
        open.put(event.offset(), event);
        passed(event.offset() + 1);
    }

    void finished(OpenEvent event) {
        open.remove(event.offset());
    }

    int size() {
        return open.size();
    }

    Collection<OpenEvent> open() {
        return open.values();
    }
}
