package io.millrace.server.functionurl;

import io.millrace.core.resource.lambda.Cors;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The cross-origin rules of a function URL: answers a browser's preflight, and adds its headers to every answer in
/// place of the function's own.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors>
final class UrlCors {
    private static final String PREFIX = "access-control-";
    private static final String ANY = "*";

    private UrlCors() {}

    /// The answer to a preflight; empty when the request is none.
    static Optional<Response> preflight(Cors cors, Exchange exchange) {
        Optional<String> origin = exchange.header("Origin");
        Optional<String> method = exchange.header("Access-Control-Request-Method");
        if (!exchange.method().equals("OPTIONS") || origin.isEmpty() || method.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (allowed(cors, origin.get()).isPresent() && allows(cors.allowMethods(), method.get())) {
            add(headers, cors, origin);
            put(headers, "access-control-allow-methods", cors.allowMethods());
            put(headers, "access-control-allow-headers", cors.allowHeaders());
            cors.maxAgeSeconds().ifPresent(seconds -> headers.put("access-control-max-age", seconds.toString()));
        }
        return Optional.of(Response.of(200, headers));
    }

    static Response with(Cors cors, Exchange exchange, Response answer) {
        Map<String, String> headers = new LinkedHashMap<>(answer.headers());
        headers.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).startsWith(PREFIX));
        add(headers, cors, exchange.header("Origin"));
        return new Response(answer.status(), headers, answer.more(), answer.body());
    }

    private static void add(Map<String, String> headers, Cors cors, Optional<String> origin) {
        Optional<String> allowed = origin.flatMap(name -> allowed(cors, name));
        allowed.ifPresent(name -> {
            headers.put("access-control-allow-origin", name);
            if (!name.equals(ANY)) {
                headers.merge("vary", "Origin", (before, ours) -> before + ", " + ours);
            }
            cors.allowCredentials()
                    .filter(yes -> yes)
                    .ifPresent(yes -> headers.put("access-control-allow-credentials", "true"));
            put(headers, "access-control-expose-headers", cors.exposeHeaders());
        });
    }

    /// What to say to an origin. A browser takes no `*` with credentials, so then it is named.
    private static Optional<String> allowed(Cors cors, String origin) {
        if (cors.allowOrigins().contains(ANY)) {
            return Optional.of(cors.allowCredentials().orElse(false) ? origin : ANY);
        }
        return cors.allowOrigins().stream()
                .filter(name -> name.equalsIgnoreCase(origin))
                .findFirst()
                .map(name -> origin);
    }

    /// Without a list, what every page may do anyway.
    private static boolean allows(List<String> methods, String method) {
        return methods.isEmpty() || methods.contains(ANY) || methods.contains(method);
    }

    private static void put(Map<String, String> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(name, String.join(",", values));
        }
    }
}
