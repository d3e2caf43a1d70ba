package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.lambda.Constraint;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// One page of a listing: what comes after `Marker`, at most `MaxItems` and never more than
/// [Limit#FUNCTION_LIST_ITEMS].
final class Page {
    private static final int MAX_ITEMS = 10_000;

    private Page() {}

    /// Something to list.
    ///
    /// @param key unique; listings are in its order
    /// @param json made only for what is on the page
    record Item(String key, Supplier<JsonNode> json) {}

    /// @param name of the list in the answer
    static RestAnswer answer(RestCall call, String name, List<Item> items) {
        int limit = call.integer("MaxItems")
                .map(given -> Constraint.between("maxItems", given, 1, MAX_ITEMS))
                .map(given -> Math.min(given, Limit.FUNCTION_LIST_ITEMS.intValue()))
                .orElse(Limit.FUNCTION_LIST_ITEMS.intValue());
        String after = call.parameter("Marker").map(Page::read).orElse("");
        List<Item> rest = items.stream()
                .filter(item -> item.key().compareTo(after) > 0)
                .sorted(Comparator.comparing(Item::key))
                .limit(limit + 1L)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray(name);
        rest.stream().limit(limit).forEach(item -> list.add(item.json().get()));
        if (rest.size() > limit) {
            answer.put("NextMarker", write(rest.get(limit - 1).key()));
        }
        return RestAnswer.json(answer);
    }

    static <T> List<Item> items(List<T> values, Function<T, String> key, Function<T, JsonNode> json) {
        return values.stream()
                .map(value -> new Item(key.apply(value), () -> json.apply(value)))
                .toList();
    }

    private static String write(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String marker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Target.invalid("The provided Marker is invalid: give the NextMarker of the page before");
        }
    }
}
