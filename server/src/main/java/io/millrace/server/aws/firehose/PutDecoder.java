package io.millrace.server.aws.firehose;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.protocol.RequestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// Reads the bodies of PutRecord and PutRecordBatch token by token, without a tree between the bytes and the records,
/// and checks them as AWS does.
///
/// Errors: `SerializationException` for what is not JSON of the right types or not base64, `ValidationException` for
/// what is missing or out of bounds, in AWS's words.
/// Stateless; any thread.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html>
final class PutDecoder {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limit.JSON_DEPTH.intValue())
                    .maxStringLength(Limit.API_BODY_BYTES.intValue())
                    .build())
            .build();

    private PutDecoder() {}

    static PutRequest one(byte[] body) {
        PutRequest request = decode(body, "Record", false);
        requireSize(request.records().getFirst(), "record.data");
        return request;
    }

    static PutRequest batch(byte[] body) {
        PutRequest request = decode(body, "Records", true);
        List<byte[]> records = request.records();
        long bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            requireSize(records.get(i), "records");
            bytes += records.get(i).length;
        }
        if (bytes > Limit.FIREHOSE_BATCH_BYTES.value()) {
            throw RequestException.invalidArgument("Records size exceeds " + (Limit.FIREHOSE_BATCH_BYTES.value() >> 20)
                    + " MB limit: " + bytes + " bytes");
        }
        return request;
    }

    private static PutRequest decode(byte[] body, String recordsName, boolean many) {
        PutRequest quick = PutScanner.scan(body, recordsName, many);
        return quick != null && isName(quick.stream()) ? quick : decodeFully(body, recordsName, many);
    }

    /// The whole grammar; the scanner reads only what clients usually send, and says null to the rest.
    static PutRequest decodeFully(byte[] body, String recordsName, boolean many) {
        String stream = null;
        List<byte[]> records = null;
        try (JsonParser json = JSON.createParser(body)) {
            require(json.nextToken() == JsonToken.START_OBJECT, "The request must be an object");
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("DeliveryStreamName")) {
                    stream = text(json, value, name);
                } else if (name.equals(recordsName)) {
                    records = value == JsonToken.VALUE_NULL
                            ? null
                            : many ? records(json, value) : List.of(record(json, value, "Record"));
                } else {
                    throw RequestException.invalidArgument("Unknown or unsupported: " + name);
                }
            }
            require(json.nextToken() == null, "Nothing may follow the request's object");
        } catch (IOException e) {
            throw RequestJson.malformed(e);
        }
        requireName(stream);
        if (records == null) {
            throw isNull(many ? "records" : "record");
        }
        if (records.isEmpty()) {
            throw constraint("'[]' at 'records'", "Member must have length greater than or equal to 1");
        }
        return new PutRequest(stream, records);
    }

    private static List<byte[]> records(JsonParser json, JsonToken token) throws IOException {
        require(token == JsonToken.START_ARRAY, "Records must be an array");
        List<byte[]> records = new ArrayList<>();
        JsonToken element = json.nextToken();
        while (element != JsonToken.END_ARRAY) {
            if (records.size() == Limit.FIREHOSE_BATCH_RECORDS.value()) {
                throw constraint(
                        "at 'records'",
                        "Member must have length less than or equal to " + Limit.FIREHOSE_BATCH_RECORDS.value());
            }
            records.add(record(json, element, "Records[" + records.size() + "]"));
            element = json.nextToken();
        }
        return records;
    }

    private static byte[] record(JsonParser json, JsonToken token, String where) throws IOException {
        require(token == JsonToken.START_OBJECT, where + " must be an object");
        byte[] data = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (!name.equals("Data")) {
                throw RequestException.invalidArgument("Unknown or unsupported: " + where + "." + name);
            }
            String text = text(json, value, where + ".Data");
            data = text == null ? null : base64(text, where);
        }
        if (data == null) {
            throw isNull(where.toLowerCase(Locale.ROOT) + ".data");
        }
        return data;
    }

    private static byte[] base64(String text, String where) {
        try {
            return Base64.getDecoder().decode(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new RequestException("SerializationException", where + ".Data is not valid base64");
        }
    }

    private static String text(JsonParser json, JsonToken token, String where) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        require(token == JsonToken.VALUE_STRING, where + " must be a string");
        return json.getText();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new RequestException("SerializationException", message);
        }
    }

    private static void requireSize(byte[] data, String member) {
        if (data.length > Limit.FIREHOSE_RECORD_BYTES.value()) {
            throw constraint(
                    "at '" + member + "'",
                    "Member must have length less than or equal to " + Limit.FIREHOSE_RECORD_BYTES.value());
        }
    }

    /// Checks the form of a delivery stream's name, as every operation does.
    static void requireName(String stream) {
        if (stream == null) {
            throw isNull("deliveryStreamName");
        }
        if (!isName(stream)) {
            throw constraint(
                    "'" + (stream.length() > 100 ? stream.substring(0, 100) + "…" : stream)
                            + "' at 'deliveryStreamName'",
                    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+ and have 1 to 64 characters");
        }
    }

    private static boolean isName(String stream) {
        if (stream.isEmpty() || stream.length() > 64) {
            return false;
        }
        for (int i = 0; i < stream.length(); i++) {
            char c = stream.charAt(i);
            if (!((c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "_.-".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }

    private static RequestException isNull(String member) {
        return constraint("null at '" + member + "'", "Member must not be null");
    }

    private static RequestException constraint(String value, String what) {
        return new RequestException(
                "ValidationException",
                "1 validation error detected: Value " + value + " failed to satisfy constraint: " + what);
    }
}
