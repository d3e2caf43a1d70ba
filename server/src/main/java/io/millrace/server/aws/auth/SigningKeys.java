package io.millrace.server.aws.auth;

import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// Derives signing keys and keeps those that a valid signature was made with, at most [Limit#AUTH_SIGNING_KEYS]: four
/// HMACs saved per request. A stranger who tries regions at random fills nothing. Thread-safe.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
final class SigningKeys {
    private final Map<String, SecretKey> keys = new ConcurrentHashMap<>();

    /// The key for a claim: a kept one or a new one.
    SecretKey of(AccessKey accessKey, Claim claim) {
        SecretKey kept = keys.get(claim.credential());
        return kept == null ? derive(accessKey.secret(), claim) : kept;
    }

    /// Remembers a key whose signature was found good.
    void keep(Claim claim, SecretKey key) {
        if (keys.size() >= Limit.AUTH_SIGNING_KEYS.intValue() && !keys.containsKey(claim.credential())) {
            // Yesterday's keys are of no use; today's come back with the next request.
            keys.clear();
        }
        keys.putIfAbsent(claim.credential(), key);
    }

    int size() {
        return keys.size();
    }

    private static SecretKey derive(String secret, Claim claim) {
        SecretKey key = key(("AWS4" + secret).getBytes(StandardCharsets.UTF_8));
        key = step(key, claim.date());
        key = step(key, claim.region());
        key = step(key, claim.service());
        return step(key, Claim.TERMINATOR);
    }

    private static SecretKey step(SecretKey key, String text) {
        return key(Digests.hmac(key, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, Digests.HMAC);
    }
}
