package io.millrace.server.aws.s3;

import io.millrace.server.aws.auth.Payload;
import io.millrace.server.http.Exchange;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request that may come in, with its address and parameters decoded.
///
/// @param exchange for headers and body
/// @param address what it is about
/// @param query its parameters
/// @param region what it was signed for
/// @param payload what its body must be
record S3Request(Exchange exchange, S3Address address, S3Query query, String region, Payload payload) {
    String method() {
        return exchange.method();
    }

    String bucket() {
        return address.bucket();
    }

    String key() {
        return address.key();
    }

    InputStream body() {
        return exchange.bodyStream();
    }

    /// A header; of those that begin with `x-amz-`, also one that a presigned URL carries in its query.
    Optional<String> header(String name) {
        Optional<String> value = exchange.header(name);
        if (value.isPresent() || !name.startsWith("x-amz-")) {
            return value;
        }
        return query.all().entrySet().stream()
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// The headers whose names begin so, with names in lower case, also those in the query.
    List<Map.Entry<String, String>> headersOf(String prefix) {
        List<Map.Entry<String, String>> found = new ArrayList<>();
        exchange.headers().forEach(header -> addIf(prefix, header, found));
        query.all().entrySet().forEach(parameter -> addIf(prefix, parameter, found));
        return found;
    }

    private static void addIf(String prefix, Map.Entry<String, String> entry, List<Map.Entry<String, String>> found) {
        String name = entry.getKey().toLowerCase(Locale.ROOT);
        if (name.startsWith(prefix)) {
            found.add(Map.entry(name, entry.getValue()));
        }
    }
}
