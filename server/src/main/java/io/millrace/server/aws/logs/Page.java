package io.millrace.server.aws.logs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/// A page of a listing in order of text keys; its token says the last key that was shown.
///
/// @param after keys behind this one; empty for all
/// @param limit at most so many
record Page(String after, int limit) {
    /// Reads `limit` and `nextToken`.
    static Page read(Fields fields) {
        int limit = fields.integerBetween("limit", 1, Limit.LOGS_PAGE_ITEMS.intValue())
                .orElse(Limit.LOGS_PAGE_ITEMS.intValue());
        return new Page(fields.string("nextToken").map(Page::decode).orElse(""), limit);
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw LogsDoor.invalid("The specified nextToken is invalid.");
        }
    }

    /// The answer with a page of items and the token of the next, if there is one.
    ///
    /// @param items all, in order of their keys
    <T> ObjectNode answer(String name, List<T> items, Function<T, String> key, Function<T, ObjectNode> shown) {
        return answer(name, false, items, key, shown);
    }

    /// @param descending whether the items are in falling order
    <T> ObjectNode answer(
            String name, boolean descending, List<T> items, Function<T, String> key, Function<T, ObjectNode> shown) {
        List<T> rest = items.stream()
                .filter(item -> after.isEmpty() || (key.apply(item).compareTo(after) > 0) != descending)
                .filter(item -> !key.apply(item).equals(after))
                .limit(limit + 1L)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray(name);
        rest.stream().limit(limit).map(shown).forEach(list::add);
        if (rest.size() > limit) {
            String last = key.apply(rest.get(limit - 1));
            answer.put(
                    "nextToken",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        }
        return answer;
    }
}
