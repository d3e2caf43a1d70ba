package io.millrace.core.delivery.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A function that answers as it was told, a call after the other, and gives records back as they came when it was told
/// nothing. It remembers the events.
final class ToldFunction implements FunctionInvoker {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());

    @FunctionalInterface
    interface Answer {
        FunctionResult to(JsonNode event) throws InterruptedException;
    }

    /// What it does in the next call that it was told nothing for.
    void next(Answer answer) {
        answers.add(answer);
    }

    /// It answers this, JSON with single quotes.
    void answers(String json) {
        next(event -> result(json.replace('\'', '"')));
    }

    /// It throws this.
    void fails(RuntimeException e) {
        next(event -> {
            throw e;
        });
    }

    /// It fails by itself: JSON with single quotes.
    void breaks(String error) {
        next(event -> new FunctionResult(bytes(error.replace('\'', '"')), Optional.of("Unhandled"), "1", new byte[0]));
    }

    /// It gives each record this data.
    void answersAll(byte[] data) {
        next(event -> {
            ObjectNode answer = JSON.createObjectNode();
            ArrayNode records = answer.putArray("records");
            for (JsonNode record : event.path("records")) {
                records.addObject()
                        .put("recordId", record.path("recordId").textValue())
                        .put("result", "Ok")
                        .put("data", data);
            }
            return result(answer.toString());
        });
    }

    /// Every event it was called with, as it came.
    List<String> events() {
        return List.copyOf(events);
    }

    /// For each call, the ids of its records.
    List<List<String>> ids() {
        return events().stream()
                .map(event -> records(event).stream()
                        .map(record -> record.path("recordId").textValue())
                        .toList())
                .toList();
    }

    /// Of one event, what its records hold.
    static List<String> data(String event) {
        return records(event).stream().map(ToldFunction::data).toList();
    }

    @Override
    public FunctionResult invoke(String region, String reference, byte[] payload) throws InterruptedException {
        String event = new String(payload, StandardCharsets.UTF_8);
        events.add(event);
        Answer answer = answers.poll();
        return answer == null ? identity(event) : answer.to(read(event));
    }

    private static FunctionResult identity(String event) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode records = answer.putArray("records");
        for (JsonNode record : records(event)) {
            records.addObject()
                    .put("recordId", record.path("recordId").textValue())
                    .put("result", "Ok")
                    .put("data", record.path("data").textValue());
        }
        return result(answer.toString());
    }

    private static List<JsonNode> records(String event) {
        List<JsonNode> records = new ArrayList<>();
        read(event).path("records").forEach(records::add);
        return records;
    }

    private static String data(JsonNode record) {
        try {
            return new String(record.path("data").binaryValue(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String event) {
        try {
            return JSON.readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FunctionResult result(String payload) {
        return new FunctionResult(bytes(payload), Optional.empty(), "1", new byte[0]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
