package io.millrace.examples.clicklogger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A click as it lies on the delivery stream: an object whose members are all strings.
///
/// @param members by name, among them both parts of the key, and not empty
record Click(Map<String, String> members) {
    private static final JSON STRICT = JSON.std.with(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);

    /// What tells a click from every other: the table's key.
    record Key(String requestId, String contextId) {}

    Key key() {
        return new Key(members.get("requestid"), members.get("contextid"));
    }

    /// @return nothing when the data is no click
    static Optional<Click> read(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        // Of a duplicate, for to read from the buffer would empty it, and it is the answer.
        data.duplicate().get(bytes);
        Map<String, String> members = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : object(bytes).entrySet()) {
            if (!(member.getValue() instanceof String text)) {
                return Optional.empty();
            }
            members.put(member.getKey(), text);
        }
        Click click = new Click(members);
        return isThere(click.key().requestId()) && isThere(click.key().contextId())
                ? Optional.of(click)
                : Optional.empty();
    }

    /// The one object that the data is; one without members when it is anything else.
    private static Map<String, Object> object(byte[] data) {
        try (JsonParser parser = STRICT.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Map.of();
            }
            Map<String, Object> object = STRICT.mapFrom(parser);
            return parser.nextToken() == null ? object : Map.of();
        } catch (IOException notJson) {
            return Map.of();
        }
    }

    private static boolean isThere(String part) {
        return part != null && !part.isEmpty();
    }
}
