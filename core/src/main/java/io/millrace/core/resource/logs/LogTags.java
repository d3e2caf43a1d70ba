package io.millrace.core.resource.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// The tags of a log group, in the order they were given; kept only. Immutable.
///
/// Source: <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html>
///
/// @param values by key
public record LogTags(SequencedMap<String, String> values) {
    public static final LogTags NONE = new LogTags(new LinkedHashMap<>());

    private static final Pattern KEY = Pattern.compile("(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    public LogTags {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /// Reads an object of keys and values.
    ///
    /// @param name of the object in the request
    /// @throws RequestException `InvalidArgumentException`; `TooManyTagsException`
    public static LogTags parse(Fields request, String name) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        request.object(name).ifPresent(tags -> tags.node().fieldNames().forEachRemaining(key -> {
            String value = tags.string(key).orElse("");
            if (!KEY.matcher(key).matches()) {
                throw request.invalid(name, "'" + key + "' is no tag key of 1 to 128 characters outside aws:");
            }
            if (!VALUE.matcher(value).matches()) {
                throw tags.invalid(key, "is no tag value of at most 256 characters");
            }
            values.put(key, value);
        }));
        return new LogTags(values).checked();
    }

    /// These tags with others, which replace those of the same key.
    ///
    /// @throws RequestException `TooManyTagsException`
    public LogTags with(LogTags more) {
        SequencedMap<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more.values);
        return new LogTags(all).checked();
    }

    /// These tags less those of the keys.
    public LogTags without(Collection<String> keys) {
        SequencedMap<String, String> left = new LinkedHashMap<>(values);
        left.keySet().removeAll(keys);
        return new LogTags(left);
    }

    /// As AWS writes them: an object.
    public ObjectNode json() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach(object::put);
        return object;
    }

    static LogTags read(JsonNode object) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        object.properties()
                .forEach(tag -> values.put(tag.getKey(), tag.getValue().textValue()));
        return new LogTags(values);
    }

    private LogTags checked() {
        if (values.size() > Limit.LOGS_GROUP_TAGS.value()) {
            throw new RequestException(
                    "TooManyTagsException",
                    "A log group may have at most " + Limit.LOGS_GROUP_TAGS.value() + " tags, these are "
                            + values.size());
        }
        return this;
    }
}
