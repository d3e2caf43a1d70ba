package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.s3.BucketSetting;
import io.millrace.server.http.Exchange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What browsers are told of pages from elsewhere, by the rules of the bucket that they ask.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html>
final class CorsRules {
    private static final String ORIGIN = "Origin";
    private static final String ASKED_METHOD = "Access-Control-Request-Method";
    private static final String ASKED_HEADERS = "Access-Control-Request-Headers";
    private static final String ALLOWED_HEADERS = "Access-Control-Allow-Headers";

    private final Buckets buckets;

    CorsRules(Buckets buckets) {
        this.buckets = buckets;
    }

    /// The answer to a preflight, which nobody signs.
    ///
    /// @throws RequestException `AccessForbidden` when no rule allows it
    S3Answer preflight(Exchange exchange) {
        String origin = needed(exchange, ORIGIN);
        String method = needed(exchange, ASKED_METHOD);
        List<String> headers = exchange.header(ASKED_HEADERS).stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1)))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        BucketSetting setting = setting(exchange).orElseThrow(() -> forbidden("CORS is not enabled for this bucket."));
        Map<String, String> answer = new LinkedHashMap<>(find(setting, origin, method, headers)
                .orElseThrow(() -> forbidden("This CORS request is not allowed. This is usually because the"
                        + " evaluation of Origin, request method / Access-Control-Request-Method or"
                        + " Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.")));
        if (!headers.isEmpty()) {
            answer.put(ALLOWED_HEADERS, String.join(", ", headers));
        }
        return S3Answer.empty(200, answer);
    }

    /// The headers that any other answer has beside its own; none where no rule allows the origin.
    Map<String, String> headers(Exchange exchange) {
        Optional<String> origin = exchange.header(ORIGIN);
        if (origin.isEmpty() || exchange.method().equals("OPTIONS")) {
            return Map.of();
        }
        try {
            return setting(exchange)
                    .flatMap(setting -> find(setting, origin.get(), exchange.method(), List.of()))
                    .orElse(Map.of());
        } catch (RequestException e) {
            // The address cannot be read: the answer says so by itself.
            return Map.of();
        }
    }

    private Optional<BucketSetting> setting(Exchange exchange) {
        String bucket = S3Address.of(exchange.host(), exchange.path()).bucket();
        return buckets.setting(bucket, BucketSettings.CORS);
    }

    private static Optional<Map<String, String>> find(
            BucketSetting setting, String origin, String method, List<String> headers) {
        return XmlElement.parse(setting.document(), "CORSConfiguration")
                .all("CORSRule")
                .filter(rule -> texts(rule, "AllowedMethod").contains(method))
                .filter(rule -> headers.stream().allMatch(header -> allowsHeader(rule, header)))
                .flatMap(rule -> texts(rule, "AllowedOrigin").stream()
                        .filter(allowed -> matches(allowed, origin))
                        .map(allowed -> answer(rule, allowed.equals("*") ? allowed : origin)))
                .findFirst();
    }

    private static boolean allowsHeader(XmlElement rule, String header) {
        return texts(rule, "AllowedHeader").stream()
                .anyMatch(allowed -> matches(allowed.toLowerCase(Locale.ROOT), header));
    }

    /// @param pattern with at most one `*`
    private static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        return star < 0
                ? pattern.equals(text)
                : text.length() >= pattern.length() - 1
                        && text.startsWith(pattern.substring(0, star))
                        && text.endsWith(pattern.substring(star + 1));
    }

    private static Map<String, String> answer(XmlElement rule, String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Access-Control-Allow-Origin", origin);
        headers.put("Access-Control-Allow-Methods", String.join(", ", texts(rule, "AllowedMethod")));
        List<String> exposed = texts(rule, "ExposeHeader");
        if (!exposed.isEmpty()) {
            headers.put("Access-Control-Expose-Headers", String.join(", ", exposed));
        }
        rule.text("MaxAgeSeconds").ifPresent(seconds -> headers.put("Access-Control-Max-Age", seconds));
        if (!origin.equals("*")) {
            headers.put("Access-Control-Allow-Credentials", "true");
        }
        headers.put("Vary", String.join(", ", ORIGIN, ASKED_HEADERS, ASKED_METHOD));
        return headers;
    }

    private static List<String> texts(XmlElement rule, String name) {
        return rule.all(name).map(XmlElement::text).toList();
    }

    private static String needed(Exchange exchange, String header) {
        return exchange.header(header)
                .orElseThrow(() -> new RequestException(
                        "BadRequest", "Insufficient information. " + header + " request header needed."));
    }

    private static RequestException forbidden(String why) {
        return new RequestException("AccessForbidden", "CORSResponse: " + why);
    }
}
