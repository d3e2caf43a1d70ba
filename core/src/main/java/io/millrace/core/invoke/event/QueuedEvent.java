package io.millrace.core.invoke.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// An event as it lies in the log: a line of JSON that says what it is, then the payload byte for byte.
///
/// @param requestId of the call that brought it; the same at each run
/// @param qualifier as the caller named it
/// @param traceHeader the X-Ray header, as it came
/// @param acceptedMillis since the epoch
/// @param payload as it came
record QueuedEvent(
        String requestId,
        Optional<String> qualifier,
        Optional<String> traceHeader,
        long acceptedMillis,
        byte[] payload) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;

    byte[] write() {
        ObjectNode head = JsonNodeFactory.instance
                .objectNode()
                .put("v", VERSION)
                .put("requestId", requestId)
                .put("acceptedMillis", acceptedMillis);
        qualifier.ifPresent(name -> head.put("qualifier", name));
        traceHeader.ifPresent(header -> head.put("trace", header));
        byte[] line = (head + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] record = Arrays.copyOf(line, line.length + payload.length);
        System.arraycopy(payload, 0, record, line.length, payload.length);
        return record;
    }

    /// @throws IllegalStateException when it was not written by this program, or by a later version of it
    static QueuedEvent read(byte[] record) {
        int end = 0;
        while (end < record.length && record[end] != '\n') {
            end++;
        }
        try {
            JsonNode head = JSON.readTree(record, 0, end);
            if (head.path("v").intValue() != VERSION) {
                throw new IllegalStateException("An event of version " + head.path("v")
                        + " cannot be read: was this data written by a later version?");
            }
            return new QueuedEvent(
                    head.required("requestId").textValue(),
                    Optional.ofNullable(head.path("qualifier").textValue()),
                    Optional.ofNullable(head.path("trace").textValue()),
                    head.required("acceptedMillis").longValue(),
                    Arrays.copyOfRange(record, Math.min(end + 1, record.length), record.length));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException("A record of an event stream is no event", e);
        }
    }
}
