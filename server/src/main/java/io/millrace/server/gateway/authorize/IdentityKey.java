package io.millrace.server.gateway.authorize;

import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What a verdict is kept by: the values of an identity in one text, so that no two identities have the same; a digest
/// of it when it is long, so that what callers send does not fill the memory.
final class IdentityKey {
    private IdentityKey() {}

    /// @param scope that the values belong to, beginning the key
    static String of(String scope, List<String> identity) {
        StringBuilder key = new StringBuilder(scope).append('=');
        for (String value : identity) {
            key.append(value.length()).append(':').append(value);
        }
        return key.length() <= Limit.GATEWAY_AUTHORIZER_KEY_CHARS.value()
                ? key.toString()
                : scope + '#' + digest(key.toString());
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16BE));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
