package io.millrace.core.invoke.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.millrace.core.function.FunctionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// What a destination is told of an event.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html>
///
/// @param event that came to its end
/// @param functionArn with the qualifier
/// @param condition why the record is sent
/// @param runs how often the function ran
/// @param answer of the last run, where there was one
record InvocationRecord(
        QueuedEvent event, String functionArn, Condition condition, int runs, Optional<FunctionResult> answer) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int OK = 200;

    /// Why a record is sent, in AWS's words.
    enum Condition {
        SUCCESS("Success"),
        RETRIES_EXHAUSTED("RetriesExhausted"),
        EVENT_AGE_EXCEEDED("EventAgeExceeded"),
        ZERO_RESERVED_CONCURRENCY("ZeroReservedConcurrency");

        private final String word;

        Condition(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    byte[] json(Instant now) {
        ObjectNode record =
                JsonNodeFactory.instance.objectNode().put("version", "1.0").put("timestamp", TIME.format(now));
        record.putObject("requestContext")
                .put("requestId", event.requestId())
                .put("functionArn", functionArn)
                .put("condition", condition.toString())
                .put("approximateInvokeCount", runs);
        record.set("requestPayload", embedded(event.payload()));
        answer.ifPresent(result -> {
            ObjectNode context =
                    record.putObject("responseContext").put("statusCode", OK).put("executedVersion", result.version());
            result.error().ifPresent(error -> context.put("functionError", error));
            record.set("responsePayload", embedded(result.payload()));
        });
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// JSON goes in as it came, number for number; what is none after all goes in as text, so that nothing is lost.
    private static ValueNode embedded(byte[] payload) {
        String text = new String(payload, StandardCharsets.UTF_8);
        try {
            boolean nothing = JSON.readTree(payload).isMissingNode();
            return nothing
                    ? JsonNodeFactory.instance.nullNode()
                    : JsonNodeFactory.instance.rawValueNode(new RawValue(text));
        } catch (IOException e) {
            return TextNode.valueOf(text);
        }
    }
}
