package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/// The tags of a function: kept and given back, without further meaning.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html>
public final class FunctionTags {
    private static final int KEY_CHARS = 128;
    private static final int VALUE_CHARS = 256;

    private FunctionTags() {}

    /// Reads an object of strings.
    public static Map<String, String> parse(Fields request, String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        request.object(name).ifPresent(given -> {
            for (Map.Entry<String, JsonNode> tag : given.node().properties()) {
                String key = tag.getKey();
                if (key.isEmpty() || key.length() > KEY_CHARS || key.startsWith("aws:")) {
                    throw given.invalid(key, "is no tag key of 1 to " + KEY_CHARS + " characters outside aws:");
                }
                tags.put(key, Constraint.charsAtMost("tags", given.string(key).orElse(""), VALUE_CHARS));
            }
        });
        return checked(tags);
    }

    /// Tags with others, which replace those of the same key.
    public static Map<String, String> with(Map<String, String> before, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(before);
        all.putAll(more);
        return checked(all);
    }

    private static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > Limit.FUNCTION_TAGS.value()) {
            throw new RequestException(
                    "InvalidParameterValueException",
                    "A function may have at most " + Limit.FUNCTION_TAGS.value() + " tags, these are " + tags.size());
        }
        return tags;
    }
}
