package io.millrace.server.gateway.call;

import io.millrace.core.resource.Arn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `$context`: what templates, mappings and logs may know of a call beside the request itself. It grows while the call
/// is
/// worked on. Of one call; not for several threads at once.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html>
public final class CallContext {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static volatile Second second = new Second(0, TIME.format(Instant.EPOCH));

    private final Map<String, Object> tree = new LinkedHashMap<>();

    /// Of which method of which API a call is.
    ///
    /// @param region of the API
    /// @param apiId of the API
    /// @param stage its name
    /// @param resourceId of the resource; empty when none was found
    public record Place(String region, String apiId, String stage, String resourceId) {}

    /// A second as text.
    private record Second(long epochSecond, String text) {}

    public CallContext(GatewayRequest request, Place place) {
        String host = withoutPort(request.peer().host());
        tree.put("accountId", Arn.ACCOUNT);
        tree.put("apiId", place.apiId());
        tree.put("domainName", host);
        tree.put("domainPrefix", host.indexOf('.') < 0 ? host : host.substring(0, host.indexOf('.')));
        tree.put("extendedRequestId", request.requestId());
        tree.put("httpMethod", request.method());
        tree.put("identity", identity(request));
        tree.put("path", request.stagePath());
        tree.put("protocol", request.peer().protocol());
        tree.put("requestId", request.requestId());
        tree.put("requestTime", time(request.received()));
        tree.put("requestTimeEpoch", request.received().toEpochMilli());
        if (!place.resourceId().isEmpty()) {
            tree.put("resourceId", place.resourceId());
            tree.put("resourcePath", request.resourcePath());
        }
        tree.put("stage", place.stage());
    }

    private static String withoutPort(String host) {
        int end = host.length();
        while (end > 0 && Character.isDigit(host.charAt(end - 1))) {
            end--;
        }
        return end > 0 && host.charAt(end - 1) == ':' ? host.substring(0, end - 1) : host;
    }

    /// The text of a second is made once, not for each of its requests.
    private static String time(Instant instant) {
        Second known = second;
        if (known.epochSecond() != instant.getEpochSecond()) {
            known = new Second(instant.getEpochSecond(), TIME.format(instant));
            second = known;
        }
        return known.text();
    }

    private static Map<String, Object> identity(GatewayRequest request) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("sourceIp", request.peer().sourceIp());
        identity.put("userAgent", request.headers().last("User-Agent").orElse(""));
        return identity;
    }

    /// All of it. What is put later is seen in it.
    public Map<String, Object> tree() {
        return tree;
    }

    /// Sets a variable by its name with dots: `error.message`.
    public void put(String name, Object value) {
        String[] parts = name.split("\\.", -1);
        Map<String, Object> at = tree;
        for (int i = 0; i < parts.length - 1; i++) {
            at = below(at, parts[i]);
        }
        at.put(parts[parts.length - 1], value);
    }

    /// A variable by its name with dots, when it is one value.
    public Optional<String> find(String name) {
        Object at = tree;
        for (String part : name.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return at == null || at instanceof Map ? Optional.empty() : Optional.of(at.toString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> below(Map<String, Object> at, String part) {
        // Only this class puts maps in.
        return (Map<String, Object>) at.computeIfAbsent(part, name -> new LinkedHashMap<String, Object>());
    }
}
