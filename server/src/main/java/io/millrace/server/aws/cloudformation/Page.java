package io.millrace.server.aws.cloudformation;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.server.aws.protocol.QueryParameters;
import io.millrace.server.aws.protocol.QueryXml;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// One page of a listing: what comes behind the item that `NextToken` names, at most [Limit#CLOUDFORMATION_PAGE_ITEMS].
/// What is added in front meanwhile, as events are, shifts nothing.
///
/// @param next token of the next page; empty on the last
record Page<T>(List<T> items, Optional<String> next) {
    private static final int TOKEN_CHARS_MAX = 1_024;
    private static final String POSITION = "at ";

    /// @param key unique among the items, up to some hundred characters
    static <T> Page<T> of(List<T> all, Function<T, String> key, QueryParameters parameters) {
        Optional<String> token = parameters.string("NextToken", 1, TOKEN_CHARS_MAX);
        int start = token.map(given -> 1 + indexOf(all, key, read(given, parameters), parameters))
                .orElse(0);
        int end = Math.min(all.size(), start + Limit.CLOUDFORMATION_PAGE_ITEMS.intValue());
        List<T> items = all.subList(start, end);
        return new Page<>(items, end < all.size() ? Optional.of(write(key.apply(items.getLast()))) : Optional.empty());
    }

    /// A page of a listing that is read page by page.
    ///
    /// @param next position of what follows
    static <T> Page<T> of(List<T> items, OptionalLong next) {
        return new Page<>(items, next.isPresent() ? Optional.of(write(POSITION + next.getAsLong())) : Optional.empty());
    }

    /// Where such a page begins; empty for the first.
    static OptionalLong position(QueryParameters parameters) {
        Optional<String> token = parameters.string("NextToken", 1, TOKEN_CHARS_MAX);
        if (token.isEmpty()) {
            return OptionalLong.empty();
        }
        String key = read(token.get(), parameters);
        try {
            if (key.startsWith(POSITION)) {
                return OptionalLong.of(Long.parseLong(key.substring(POSITION.length())));
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw unknown(parameters);
    }

    /// To be written behind the items.
    void writeNext(QueryXml xml) {
        xml.text("NextToken", next);
    }

    private static <T> int indexOf(List<T> all, Function<T, String> key, String wanted, QueryParameters parameters) {
        for (int i = 0; i < all.size(); i++) {
            if (key.apply(all.get(i)).equals(wanted)) {
                return i;
            }
        }
        throw unknown(parameters);
    }

    private static String write(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String token, QueryParameters parameters) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown(parameters);
        }
    }

    private static RequestException unknown(QueryParameters parameters) {
        return parameters.invalid("NextToken", "is not the token of a page before, or what it stood for is gone");
    }
}
