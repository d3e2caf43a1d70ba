package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Bound;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// A page of a listing in the order of names; its token holds the name that was shown last, so that what comes and goes
/// between two pages shifts nothing.
///
/// @param after empty for the first page
/// @param limit at most so many
record GluePage(String after, int limit) {
    /// @param most what a page shows when nothing is said, and the most that may be asked for
    static GluePage read(Fields fields, Bound most) {
        int limit = fields.integerBetween("MaxResults", 1, most.intValue()).orElse(most.intValue());
        return new GluePage(fields.string("NextToken").map(GluePage::name).orElse(""), limit);
    }

    private static String name(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw GlueStore.invalid("NextToken: this is no token of an earlier page");
        }
    }

    /// @param all by name
    /// @param chosen which of them are shown
    <T> ObjectNode answer(
            String member, NavigableMap<String, T> all, Predicate<T> chosen, Function<T, ObjectNode> shown) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray(member);
        long chars = 0;
        String last = "";
        for (Entry<String, T> entry : rest(all).entrySet()) {
            if (!chosen.test(entry.getValue())) {
                continue;
            }
            if (list.size() == limit || chars > TableLimit.GLUE_PAGE_CHARS.value()) {
                answer.put("NextToken", Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
                break;
            }
            ObjectNode one = shown.apply(entry.getValue());
            list.add(one);
            chars += one.toString().length();
            last = entry.getKey();
        }
        return answer;
    }

    /// A token of another listing is a place like any other.
    private <T> NavigableMap<String, T> rest(NavigableMap<String, T> all) {
        if (after.isEmpty() || all.isEmpty() || after.compareTo(all.firstKey()) < 0) {
            return all;
        }
        return after.compareTo(all.lastKey()) >= 0 ? new TreeMap<>() : all.tailMap(after, false);
    }
}
