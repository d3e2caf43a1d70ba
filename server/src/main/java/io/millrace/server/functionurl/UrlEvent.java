package io.millrace.server.functionurl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.FunctionUrl;
import io.millrace.server.http.Exchange;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request as a function gets it: payload format 2.0.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-request-payload>
///
/// @param url that was called
/// @param exchange the request, less its body
/// @param body as it came
/// @param accessKeyId of the caller, for a URL of AuthType AWS_IAM
/// @param requestId of the invocation
/// @param time of the request
record UrlEvent(
        FunctionUrl url, Exchange exchange, byte[] body, Optional<String> accessKeyId, String requestId, Instant time) {
    private static final String DEFAULT = "$default";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    byte[] json() {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("version", "2.0")
                .put("routeKey", DEFAULT)
                .put("rawPath", exchange.path())
                .put("rawQueryString", exchange.query());
        cookies(event);
        ObjectNode headers = event.putObject("headers");
        headers().forEach(headers::put);
        if (!exchange.query().isEmpty()) {
            ObjectNode parameters = event.putObject("queryStringParameters");
            UrlText.parameters(exchange.query()).forEach(parameters::put);
        }
        event.set("requestContext", context());
        body(event);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// All the cookies of all the headers, one by one.
    private void cookies(ObjectNode event) {
        ArrayNode cookies = JsonNodeFactory.instance.arrayNode();
        for (String header : exchange.headerValues("Cookie")) {
            for (String cookie : header.split(";", -1)) {
                if (!cookie.isBlank()) {
                    cookies.add(cookie.strip());
                }
            }
        }
        if (!cookies.isEmpty()) {
            event.set("cookies", cookies);
        }
    }

    /// In lower case; the values of one that is there more than once are joined by commas.
    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals("cookie") && !name.startsWith(":")) {
                headers.merge(name, header.getValue(), (before, next) -> before + "," + next);
            }
        });
        headers.putIfAbsent("host", exchange.host());
        headers.put("x-forwarded-for", exchange.remoteAddress());
        headers.put("x-forwarded-proto", "http");
        int colon = exchange.host().lastIndexOf(':');
        headers.put("x-forwarded-port", colon < 0 ? "80" : exchange.host().substring(colon + 1));
        return headers;
    }

    private ObjectNode context() {
        ObjectNode context = JsonNodeFactory.instance
                .objectNode()
                .put("accountId", accessKeyId.isPresent() ? Arn.ACCOUNT : "anonymous")
                .put("apiId", url.urlId());
        accessKeyId.ifPresent(key -> context.putObject("authorizer")
                .putObject("iam")
                .put("accessKey", key)
                .put("accountId", Arn.ACCOUNT)
                .put("callerId", Arn.ACCOUNT)
                .putNull("cognitoIdentity")
                .putNull("principalOrgId")
                .put("userArn", "arn:aws:iam::" + Arn.ACCOUNT + ":root")
                .put("userId", Arn.ACCOUNT));
        context.put("domainName", exchange.host().replaceFirst(":[0-9]*$", "")).put("domainPrefix", url.urlId());
        context.putObject("http")
                .put("method", exchange.method())
                .put("path", exchange.path())
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", exchange.remoteAddress())
                .put("userAgent", exchange.header("User-Agent").orElse(""));
        return context.put("requestId", requestId)
                .put("routeKey", DEFAULT)
                .put("stage", DEFAULT)
                .put("time", TIME.format(time))
                .put("timeEpoch", time.toEpochMilli());
    }

    private void body(ObjectNode event) {
        Optional<String> text = isText() ? utf8(body) : Optional.empty();
        if (body.length > 0) {
            event.put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
        }
        event.put("isBase64Encoded", body.length > 0 && text.isEmpty());
    }

    /// By what the request says of it; everything else is binary.
    private boolean isText() {
        String type = exchange.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String mime = type.split(";", 2)[0].strip();
        return exchange.header("Content-Encoding").isEmpty()
                && (mime.startsWith("text/")
                        || mime.equals("application/json")
                        || mime.equals("application/xml")
                        || mime.equals("application/javascript")
                        || mime.endsWith("+json")
                        || mime.endsWith("+xml"));
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
