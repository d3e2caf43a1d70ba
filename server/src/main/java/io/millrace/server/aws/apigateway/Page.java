package io.millrace.server.aws.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.protocol.RestAnswer;
import io.millrace.server.aws.protocol.RestCall;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// One page of a listing: what comes after `position`, at most `limit`.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html>
final class Page {
    private Page() {}

    /// What is listed.
    ///
    /// @param values in any order
    /// @param key unique; pages are in its order
    /// @param json made only for what is on the page
    record Listing<T>(Collection<T> values, Function<T, String> key, Function<T, JsonNode> json) {}

    static <T> RestAnswer answer(RestCall call, Listing<T> listing) {
        int limit = limit(call);
        String after = call.parameter("position").map(Page::read).orElse("");
        List<T> rest = listing.values().stream()
                .filter(value -> listing.key().apply(value).compareTo(after) > 0)
                .sorted(Comparator.comparing(listing.key()))
                .limit(limit + 1L)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("item");
        rest.stream().limit(limit).forEach(value -> items.add(listing.json().apply(value)));
        if (rest.size() > limit) {
            answer.put("position", write(listing.key().apply(rest.get(limit - 1))));
        }
        return RestAnswer.json(answer);
    }

    /// More than a page may have is as much as it may have, as at AWS.
    static int limit(RestCall call) {
        int most = Limit.API_GATEWAY_PAGE_ITEMS.intValue();
        int limit = call.integer("limit").orElse(Limit.API_GATEWAY_PAGE_ITEMS_DEFAULT.intValue());
        if (limit < 1) {
            throw Refusal.bad("Invalid limit: give 1 to " + most);
        }
        return Math.min(limit, most);
    }

    private static String write(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String position) {
        try {
            return new String(Base64.getUrlDecoder().decode(position), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.bad("Invalid position parameter");
        }
    }
}
