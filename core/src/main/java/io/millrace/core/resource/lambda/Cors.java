package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which web pages of other origins may call a function URL, and how.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html>
///
/// @param allowCredentials with cookies and the like
/// @param allowHeaders names, or `*`
/// @param allowMethods names, or `*`
/// @param allowOrigins `https://www.example.com`, or `*`
/// @param exposeHeaders names, or `*`
/// @param maxAgeSeconds 0–86,400: for how long a browser may remember this
public record Cors(
        Optional<Boolean> allowCredentials,
        List<String> allowHeaders,
        List<String> allowMethods,
        List<String> allowOrigins,
        List<String> exposeHeaders,
        Optional<Integer> maxAgeSeconds) {
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,1024}");
    private static final Pattern METHOD = Pattern.compile("GET|PUT|HEAD|POST|PATCH|DELETE|\\*");
    private static final Pattern ORIGIN = Pattern.compile("[\\x21-\\x7e&&[^,]]{1,253}");
    private static final int LIST_MAX = 100;
    private static final int METHODS_MAX = 6;
    private static final int MAX_AGE_SECONDS = 86_400;

    public Cors {
        allowHeaders = List.copyOf(allowHeaders);
        allowMethods = List.copyOf(allowMethods);
        allowOrigins = List.copyOf(allowOrigins);
        exposeHeaders = List.copyOf(exposeHeaders);
    }

    /// As a caller gives it.
    ///
    /// @throws RequestException `InvalidArgumentException`, `ValidationException`
    public static Cors parse(Fields fields) {
        Cors cors = new Cors(
                fields.bool("AllowCredentials"),
                each(fields, "AllowHeaders", HEADER, LIST_MAX),
                each(fields, "AllowMethods", METHOD, METHODS_MAX),
                each(fields, "AllowOrigins", ORIGIN, LIST_MAX),
                each(fields, "ExposeHeaders", HEADER, LIST_MAX),
                fields.integerBetween("MaxAge", 0, MAX_AGE_SECONDS));
        fields.refuseUnknown();
        return cors;
    }

    private static List<String> each(Fields fields, String name, Pattern pattern, int most) {
        List<String> values = fields.strings(name);
        if (values.size() > most) {
            throw fields.invalid(name, values.size() + " are more than " + most);
        }
        for (String value : values) {
            if (!pattern.matcher(value).matches()) {
                throw fields.invalid(name, "a value does not match " + pattern.pattern());
            }
        }
        return values;
    }

    /// As answers have it: what was given.
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        allowCredentials.ifPresent(allowed -> json.put("AllowCredentials", allowed));
        put(json, "AllowHeaders", allowHeaders);
        put(json, "AllowMethods", allowMethods);
        put(json, "AllowOrigins", allowOrigins);
        put(json, "ExposeHeaders", exposeHeaders);
        maxAgeSeconds.ifPresent(seconds -> json.put("MaxAge", seconds));
        return json;
    }

    static Cors read(JsonNode kept) {
        return new Cors(
                Optional.ofNullable(kept.get("AllowCredentials")).map(JsonNode::booleanValue),
                texts(kept, "AllowHeaders"),
                texts(kept, "AllowMethods"),
                texts(kept, "AllowOrigins"),
                texts(kept, "ExposeHeaders"),
                Optional.ofNullable(kept.get("MaxAge")).map(JsonNode::intValue));
    }

    private static void put(ObjectNode json, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = json.putArray(name);
            values.forEach(array::add);
        }
    }

    private static List<String> texts(JsonNode kept, String name) {
        List<String> values = new ArrayList<>();
        kept.path(name).forEach(value -> values.add(value.textValue()));
        return values;
    }
}
