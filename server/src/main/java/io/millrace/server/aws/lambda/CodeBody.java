package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.server.aws.protocol.RequestJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/// Reads a request that may hold a zip: its base64 is decoded as it is read, so that it never lies in memory as text
/// too.
final class CodeBody {
    private static final String ZIP_FILE = "ZipFile";
    private static final Set<String> PARENTS = Set.of("Code", "Content");
    private static final ObjectReader VALUES =
            RequestJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private CodeBody() {}

    /// The request, with bytes for the text of `ZipFile`, at its root, in `Code` and in `Content`.
    static ObjectNode read(byte[] body) {
        try (JsonParser parser = RequestJson.MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new RequestException("SerializationException", "The request must be an object");
            }
            ObjectNode request = object(parser);
            if (parser.nextToken() != null) {
                throw new RequestException("SerializationException", "Something follows the request's JSON");
            }
            return request;
        } catch (IOException e) {
            throw RequestJson.malformed(e);
        }
    }

    private static ObjectNode object(JsonParser parser) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals(ZIP_FILE) && token == JsonToken.VALUE_STRING) {
                object.put(name, bytes(parser));
            } else if (PARENTS.contains(name) && token == JsonToken.START_OBJECT) {
                object.set(name, object(parser));
            } else {
                object.set(name, VALUES.readTree(parser));
            }
        }
        return object;
    }

    private static byte[] bytes(JsonParser parser) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            parser.readBinaryValue(bytes);
        } catch (IllegalArgumentException e) {
            throw new RequestException("SerializationException", ZIP_FILE + " must be base64");
        }
        return bytes.toByteArray();
    }
}
