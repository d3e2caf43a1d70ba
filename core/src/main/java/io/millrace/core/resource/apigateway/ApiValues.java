package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/// Reads what many members of API Gateway's requests have in common, within their bounds.
final class ApiValues {
    private static final int TAG_KEY_CHARS = 128;
    private static final int TAG_VALUE_CHARS = 256;
    private static final int SHOWN_CHARS = 200;
    private static final Pattern CONTENT_TYPE = Pattern.compile("[^/\\s]+/\\S+");
    private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

    private ApiValues() {}

    /// The error for what a caller got wrong.
    static RequestException bad(String message) {
        return new RequestException("BadRequestException", message);
    }

    /// A name, description and the like.
    static Optional<String> text(Fields fields, String name) {
        return fields.string(name).map(text -> {
            if (text.length() > Limit.API_GATEWAY_TEXT_CHARS.value()) {
                throw fields.invalid(
                        name, text.length() + " characters are more than " + Limit.API_GATEWAY_TEXT_CHARS.value());
            }
            return text;
        });
    }

    static String required(Fields fields, String name) {
        return text(fields, name).filter(text -> !text.isEmpty()).orElseThrow(() -> fields.missing(name));
    }

    /// An object of strings; `null` is an empty one.
    static Map<String, String> texts(Fields fields, String name) {
        return entries(fields, name, (given, key) -> given.string(key).orElse(""));
    }

    /// Mapping templates by content type.
    static Map<String, String> templates(Fields fields, String name) {
        return entries(fields, name, (given, key) -> {
            if (!CONTENT_TYPE.matcher(key).matches()) {
                throw bad("Validation Result: warnings : [], errors : [Invalid content type specified: " + shown(key)
                        + "]");
            }
            String template = given.string(key).orElse("");
            if (template.length() > Limit.API_GATEWAY_TEMPLATE_BYTES.value()
                    || template.getBytes(StandardCharsets.UTF_8).length > Limit.API_GATEWAY_TEMPLATE_BYTES.value()) {
                throw given.invalid(
                        key, "a mapping template may have " + Limit.API_GATEWAY_TEMPLATE_BYTES.value() + " bytes");
            }
            return template;
        });
    }

    /// An object of true and false.
    static Map<String, Boolean> flags(Fields fields, String name) {
        return entries(fields, name, (given, key) -> given.bool(key).orElse(false));
    }

    static <T> Map<String, T> objects(Fields fields, String name, BiFunction<String, Fields, T> read) {
        return entries(fields, name, (given, key) -> read.apply(key, given.requiredObject(key)));
    }

    private static <T> Map<String, T> entries(Fields fields, String name, BiFunction<Fields, String, T> read) {
        Map<String, T> values = new LinkedHashMap<>();
        fields.object(name).ifPresent(given -> {
            if (given.node().size() > Limit.API_GATEWAY_MAP_ENTRIES.value()) {
                throw fields.invalid(name, "has more than " + Limit.API_GATEWAY_MAP_ENTRIES.value() + " entries");
            }
            given.node().properties().forEach(entry -> values.put(entry.getKey(), read.apply(given, entry.getKey())));
        });
        return values;
    }

    static Map<String, String> tags(Fields fields, String name) {
        return checkedTags(texts(fields, name));
    }

    static Map<String, String> checkedTags(Map<String, String> tags) {
        if (tags.size() > Limit.API_GATEWAY_TAGS.value()) {
            throw bad("A resource may have at most " + Limit.API_GATEWAY_TAGS.value() + " tags, these are "
                    + tags.size());
        }
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > TAG_KEY_CHARS || key.startsWith("aws:")) {
                throw bad("A tag's key has 1 to " + TAG_KEY_CHARS + " characters and does not begin with aws:");
            }
            if (value.length() > TAG_VALUE_CHARS) {
                throw bad("The value of tag '" + key + "' has more than " + TAG_VALUE_CHARS + " characters");
            }
        });
        return tags;
    }

    /// Seconds since 1970.
    static Instant time(Fields fields, String name) {
        return fields.longInteger(name).map(Instant::ofEpochSecond).orElseThrow(() -> fields.missing(name));
    }

    static String status(Fields fields, String name) {
        return status(fields.requiredString(name));
    }

    static String status(String code) {
        if (!STATUS.matcher(code).matches()) {
            throw new RequestException(
                    "ValidationException",
                    "1 validation error detected: Value '" + shown(code)
                            + "' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression"
                            + " pattern: " + STATUS.pattern());
        }
        return code;
    }

    /// What was sent stands in the sentence, so it is cut.
    private static String shown(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
    }

    /// Members that are kept as they came, those of them that are there.
    static Map<String, JsonNode> kept(Fields fields, List<String> names) {
        Map<String, JsonNode> kept = new LinkedHashMap<>();
        names.forEach(name -> fields.any(name).ifPresent(value -> kept.put(name, value)));
        return kept;
    }
}
