package io.millrace.server.gateway.authorize;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// A caller who may call.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html>
///
/// @param principalId who the authorizer says it is; empty when nobody was asked
/// @param context what it says besides, numbers and booleans as text: `$context.authorizer.NAME`
/// @param claims of a token, as text: `$context.authorizer.claims.NAME`
/// @param usageIdentifierKey value of the caller's API key, when the authorizer knows it
public record Authorized(
        String principalId,
        Map<String, String> context,
        Map<String, String> claims,
        Optional<String> usageIdentifierKey) {
    /// Whoever calls a method that asks nobody.
    public static final Authorized ANYONE = new Authorized("", Map.of(), Map.of(), Optional.empty());

    public Authorized {
        context = Map.copyOf(context);
        claims = Map.copyOf(claims);
    }

    /// All of it as variables, by their name behind `$context.`.
    public Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        context.forEach((name, value) -> variables.put("authorizer." + name, value));
        claims.forEach((name, value) -> variables.put("authorizer.claims." + name, value));
        if (!principalId.isEmpty()) {
            variables.put("authorizer.principalId", principalId);
        }
        return variables;
    }

    /// Without what only the caller and the authorizer should know.
    @Override
    public String toString() {
        return "Authorized " + context.keySet() + claims.keySet();
    }
}
