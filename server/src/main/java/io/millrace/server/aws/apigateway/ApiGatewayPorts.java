package io.millrace.server.aws.apigateway;

import io.millrace.core.catalog.Catalog;
import io.millrace.server.aws.protocol.RestCall;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// What API Gateway's API stands on.
///
/// @param catalog where everything is kept
/// @param clock for the times of changes
/// @param ids random ones: what is made is named by them
/// @param usage what API keys have used
/// @param authorizers what they have answered
public record ApiGatewayPorts(
        Catalog catalog, InstantSource clock, Supplier<UUID> ids, UsageCounts usage, AuthorizerCache authorizers) {
    private static final Pattern PLANNED = Pattern.compile("[a-z0-9]{6,24}");
    private static final int API_CHARS = 10;
    private static final int PART_CHARS = 6;
    private static final int KEY_CHARS = 40;
    private static final int ALPHABET = 36;

    /// Of an API or key: as it was planned, else a new one.
    String apiId(RestCall call) {
        return planned(call).orElseGet(this::newApiId);
    }

    /// Of a part of an API: as it was planned, else a new one.
    String partId(RestCall call) {
        return planned(call).orElseGet(this::newPartId);
    }

    private static Optional<String> planned(RestCall call) {
        Optional<String> id = call.plannedId();
        id.filter(text -> !PLANNED.matcher(text).matches()).ifPresent(text -> {
            throw Refusal.bad("Invalid id: '" + text + "'");
        });
        return id;
    }

    /// Of an API, key or root resource: 10 characters of `a-z0-9`.
    String newApiId() {
        return random(API_CHARS);
    }

    /// Of a part of an API: 6 characters of `a-z0-9`.
    String newPartId() {
        return random(PART_CHARS);
    }

    /// The secret of an API key.
    String newKeyValue() {
        return random(KEY_CHARS);
    }

    Instant now() {
        return clock.instant();
    }

    private String random(int chars) {
        UUID first = ids.get();
        UUID second = ids.get();
        byte[] bits = ByteBuffer.allocate(4 * Long.BYTES)
                .putLong(first.getMostSignificantBits())
                .putLong(second.getMostSignificantBits())
                .putLong(first.getLeastSignificantBits())
                .putLong(second.getLeastSignificantBits())
                .array();
        String digits = new BigInteger(1, bits).toString(ALPHABET);
        return "0".repeat(Math.max(0, chars - digits.length()))
                + digits.substring(Math.max(0, digits.length() - chars));
    }
}
