package io.millrace.server.http;

import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The names that nearly every answer carries, checked once instead of with each answer.
final class HeaderNames {
    private static final Map<String, CharSequence> CHECKED = List.of("Content-Type", "x-amzn-RequestId").stream()
            .collect(Collectors.toUnmodifiableMap(Function.identity(), HttpHeaders::createOptimized));

    private HeaderNames() {}

    /// The name, in a form that the server library need not check again where there is one.
    static CharSequence checked(String name) {
        return CHECKED.getOrDefault(name, name);
    }
}
