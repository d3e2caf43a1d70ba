package io.millrace.core.resource.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/// The tags of a delivery stream, in the order they were given; kept only. Immutable.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_Tag.html>
///
/// @param values by key
public record Tags(SequencedMap<String, String> values) {
    public static final Tags NONE = new Tags(new LinkedHashMap<>());

    private static final Pattern KEY = Pattern.compile("(?!aws:)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@%]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@%]{0,256}");

    public Tags {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    }

    /// Reads a list of `{Key, Value}`.
    ///
    /// @param name of the list in the request
    public static Tags parse(Fields request, String name) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        for (Fields tag : request.objects(name)) {
            String key = tag.requiredString("Key");
            String value = tag.string("Value").orElse("");
            tag.refuseUnknown();
            if (!KEY.matcher(key).matches()) {
                throw tag.invalid("Key", "'" + key + "' is no tag key of 1 to 128 characters outside aws:");
            }
            if (!VALUE.matcher(value).matches()) {
                throw tag.invalid("Value", "is no tag value of at most 256 characters");
            }
            values.put(key, value);
        }
        return new Tags(values).checked();
    }

    /// These tags with others, which replace those of the same key.
    ///
    /// @throws RequestException `LimitExceededException` when there would be too many
    public Tags with(Tags more) {
        SequencedMap<String, String> all = new LinkedHashMap<>(values);
        all.putAll(more.values);
        return new Tags(all).checked();
    }

    /// These tags less those of the keys.
    public Tags without(Collection<String> keys) {
        SequencedMap<String, String> left = new LinkedHashMap<>(values);
        left.keySet().removeAll(keys);
        return new Tags(left);
    }

    /// As AWS writes them: a list of `{Key, Value}`.
    public ArrayNode json() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return list;
    }

    static Tags read(JsonNode list) {
        SequencedMap<String, String> values = new LinkedHashMap<>();
        list.forEach(tag -> values.put(
                tag.required("Key").textValue(), tag.required("Value").textValue()));
        return new Tags(values);
    }

    private Tags checked() {
        if (values.size() > Limit.FIREHOSE_TAGS.value()) {
            throw new RequestException(
                    "LimitExceededException",
                    "A delivery stream may have at most " + Limit.FIREHOSE_TAGS.value() + " tags, these are "
                            + values.size());
        }
        return this;
    }
}
