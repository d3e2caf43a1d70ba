package io.millrace.core.delivery.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.firehose.PartitionKey;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What a function answered: a verdict for each record id.
///
/// Members that it does not know are passed over, as functions built on AWS's classes send more than is asked for.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html>
final class FunctionAnswer {
    private static final int KEY_CHARS_MAX = 1_024;
    private static final int KEYS_MAX = 50;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limit.JSON_DEPTH.intValue())
                    .maxStringLength(Limit.FUNCTION_PAYLOAD_BYTES.intValue())
                    .build())
            .build();

    private final Map<String, Verdict> verdicts = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    private FunctionAnswer() {}

    /// What a function says of one record.
    sealed interface Verdict {
        /// Deliver this.
        record Ok(byte[] data, Map<PartitionKey, String> partitionKeys) implements Verdict {}

        /// Forget it.
        record Dropped() implements Verdict {}

        /// It could not be transformed.
        record Failed() implements Verdict {}

        /// What was said cannot be understood.
        record Garbled() implements Verdict {}
    }

    /// @throws IOException when it is not an object with an array `records`
    static FunctionAnswer read(byte[] payload) throws IOException {
        FunctionAnswer answer = new FunctionAnswer();
        boolean found = false;
        try (JsonParser parser = JSON.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean records = parser.currentName().equals("records");
                JsonToken value = parser.nextToken();
                if (records && value == JsonToken.START_ARRAY) {
                    found = true;
                    answer.records(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (!found) {
            throw new IOException("no array records");
        }
        return answer;
    }

    /// Null when the record was not named.
    Verdict of(String recordId) {
        return verdicts.get(recordId);
    }

    boolean isRepeated(String recordId) {
        return repeated.contains(recordId);
    }

    private void records(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("a record is not an object");
            }
            record(parser);
        }
    }

    private void record(JsonParser parser) throws IOException {
        String id = "";
        String result = "";
        byte[] data = null;
        Map<PartitionKey, String> keys = Map.of();
        boolean garbled = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean text = value == JsonToken.VALUE_STRING;
            if (name.equals("recordId") && text) {
                id = parser.getText();
            } else if (name.equals("result") && text) {
                result = parser.getText();
            } else if (name.equals("data") && text) {
                data = base64(parser);
                garbled |= data == null;
            } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
                keys = metadata(parser);
                garbled |= keys == null;
            } else {
                parser.skipChildren();
            }
        }
        Verdict verdict = garbled ? new Verdict.Garbled() : verdict(result, data, keys);
        if (verdicts.put(id, verdict) != null) {
            repeated.add(id);
        }
    }

    private static Verdict verdict(String result, byte[] data, Map<PartitionKey, String> keys) {
        return switch (result) {
            case "Ok" -> data == null ? new Verdict.Garbled() : new Verdict.Ok(data, keys);
            case "Dropped" -> new Verdict.Dropped();
            case "ProcessingFailed" -> new Verdict.Failed();
            default -> new Verdict.Garbled();
        };
    }

    /// Null when it is not base64.
    private static byte[] base64(JsonParser parser) throws IOException {
        try {
            return Base64.getDecoder().decode(parser.getText());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The member `partitionKeys`: texts, numbers and truth values by name. Null when it has anything else.
    private static Map<PartitionKey, String> metadata(JsonParser parser) throws IOException {
        Map<PartitionKey, String> keys = Map.of();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals("partitionKeys");
            JsonToken value = parser.nextToken();
            if (wanted && value == JsonToken.START_OBJECT) {
                keys = partitionKeys(parser);
            } else {
                parser.skipChildren();
            }
        }
        return keys;
    }

    private static Map<PartitionKey, String> partitionKeys(JsonParser parser) throws IOException {
        Map<PartitionKey, String> keys = new LinkedHashMap<>();
        boolean sound = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isScalarValue()
                    && value != JsonToken.VALUE_NULL
                    && name.length() <= KEY_CHARS_MAX
                    && parser.getText().length() <= KEY_CHARS_MAX) {
                keys.put(new PartitionKey(PartitionKey.Source.LAMBDA, name), parser.getText());
            } else {
                sound = false;
                parser.skipChildren();
            }
        }
        return sound && keys.size() <= KEYS_MAX ? keys : null;
    }
}
