package io.millrace.server.gateway.authorize;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A token whose signature is its issuer's. An id token opens methods without scopes, an access token those with
/// scopes,
/// when it has one of them.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html>
final class VerifiedToken implements Verdict {
    private static final String EXPIRED = "The incoming token has expired";
    private static final Set<String> TIMES = Set.of("exp", "iat", "nbf");
    private static final long EPOCH_SECONDS_MAX =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final JsonNode claims;
    private final Authorized caller;

    VerifiedToken(JsonNode claims) {
        this.claims = claims;
        caller = new Authorized(claims.path("sub").asText(""), Map.of(), texts(claims), Optional.empty());
    }

    @Override
    public Authorized on(ApiMethod method, MethodArn arn, Instant now) throws GatewayFailure {
        requireTime(now);
        String use = claims.path("token_use").asText("");
        List<String> wanted = method.authorizationScopes();
        boolean fits =
                wanted.isEmpty() ? use.equals("id") : use.equals("access") && scopes().anyMatch(wanted::contains);
        if (!fits) {
            throw new GatewayFailure(GatewayResponseType.UNAUTHORIZED);
        }
        return caller;
    }

    /// @throws GatewayFailure when it holds no more, or not yet
    void requireTime(Instant now) throws GatewayFailure {
        long seconds = now.getEpochSecond();
        JsonNode expiry = claims.path("exp");
        JsonNode begin = claims.path("nbf");
        boolean hasBegun = begin.isMissingNode() || (begin.isNumber() && begin.doubleValue() <= seconds);
        if (!expiry.isNumber() || !hasBegun) {
            throw new GatewayFailure(GatewayResponseType.UNAUTHORIZED);
        }
        if (seconds >= expiry.doubleValue()) {
            throw new GatewayFailure(GatewayResponseType.UNAUTHORIZED, EXPIRED);
        }
    }

    /// Its `aud`, one or several.
    List<String> audiences() {
        JsonNode audience = claims.path("aud");
        if (!audience.isArray()) {
            return audience.isTextual() ? List.of(audience.textValue()) : List.of();
        }
        List<String> all = new ArrayList<>();
        audience.forEach(each -> all.add(each.asText("")));
        return all;
    }

    private Stream<String> scopes() {
        return Stream.of(claims.path("scope").asText("").split(" ", -1)).filter(scope -> !scope.isEmpty());
    }

    private static Map<String, String> texts(JsonNode claims) {
        Map<String, String> texts = new HashMap<>();
        claims.properties().forEach(claim -> texts.put(claim.getKey(), text(claim.getKey(), claim.getValue())));
        return texts;
    }

    /// As AWS writes them: times as dates, lists with commas.
    private static String text(String name, JsonNode value) {
        if (TIMES.contains(name) && value.canConvertToLong() && Math.abs(value.longValue()) <= EPOCH_SECONDS_MAX) {
            return TIME.format(Instant.ofEpochSecond(value.longValue()));
        }
        if (value.isArray()) {
            List<String> parts = new ArrayList<>();
            value.forEach(each -> parts.add(each.isValueNode() ? each.asText() : each.toString()));
            return String.join(",", parts);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
