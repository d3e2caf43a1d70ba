package io.millrace.core.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A function that does with a record what its first word says: drops it, fails it, or else writes it in capitals.
/// Mended, it fails none. Used by many threads.
final class WordFunction implements FunctionInvoker {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile boolean mended;
    private volatile boolean absent;

    void mend() {
        mended = true;
    }

    /// No call can be made, until told otherwise.
    void absent(boolean now) {
        absent = now;
    }

    /// What it was given, again when it was given it again.
    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public FunctionResult invoke(String region, String reference, byte[] payload) {
        if (absent) {
            throw new UnavailableException("no room for a process");
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode verdicts = answer.putArray("records");
        try {
            for (JsonNode record : JSON.readTree(payload).path("records")) {
                String word = new String(record.path("data").binaryValue(), StandardCharsets.UTF_8);
                seen.add(word);
                verdicts.addObject()
                        .put("recordId", record.path("recordId").textValue())
                        .put("result", result(word))
                        .put("data", word.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The event is not JSON", e);
        }
        return new FunctionResult(
                answer.toString().getBytes(StandardCharsets.UTF_8), Optional.empty(), "$LATEST", new byte[0]);
    }

    private String result(String word) {
        if (word.startsWith("drop")) {
            return "Dropped";
        }
        return word.startsWith("fail") && !mended ? "ProcessingFailed" : "Ok";
    }
}
