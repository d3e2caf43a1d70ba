package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.io.IOException;

/// Reads the JSON body of a request, within its bounds: one value, no name twice, nothing behind it.
public final class RequestJson {
    /// For those who read token by token.
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(Limit.JSON_DEPTH.intValue())
                            .maxStringLength(Limit.API_BODY_BYTES.intValue())
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestJson() {}

    /// An empty body is an object without members.
    ///
    /// @throws RequestException `SerializationException` when it is not JSON
    public static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /// The error for a body that is not JSON; says where, never what.
    public static RequestException malformed(IOException cause) {
        String where = cause instanceof com.fasterxml.jackson.core.JacksonException json && json.getLocation() != null
                ? " at byte " + json.getLocation().getByteOffset()
                : "";
        return new RequestException("SerializationException", "The request body is not valid JSON" + where);
    }
}
