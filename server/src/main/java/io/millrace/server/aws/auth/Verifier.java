package io.millrace.server.aws.auth;

import io.millrace.core.limit.Limit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;

/// Believes a claim or refuses it: the key, the time, the token, what must be signed, and last the signature itself.
/// Thread-safe.
final class Verifier {
    private static final String AMZ = "x-amz-";

    private final Credentials credentials;
    private final SigningKeys keys;
    private final InstantSource clock;

    Verifier(Credentials credentials, SigningKeys keys, InstantSource clock) {
        this.credentials = credentials;
        this.keys = keys;
        this.clock = clock;
    }

    /// What a family of services does its own way.
    ///
    /// @param keyPaths paths are keys, encoded once and never normalised, as in S3
    /// @param unsignedHeaders `x-amz-` headers that need not be signed
    record Rules(Refusals refusals, boolean keyPaths, Set<String> unsignedHeaders) {}

    /// A claim that was found true.
    ///
    /// @param payload as it was signed
    record Verified(Claim claim, SecretKey key, String payload) {}

    /// Gives the payload hash as it is signed, once the claim is known.
    @FunctionalInterface
    interface PayloadHash {
        String of(Claim claim, QueryParameters query);
    }

    Verified verify(SignedRequest request, Rules rules, PayloadHash payload) {
        Refusals refusals = rules.refusals;
        QueryParameters query = QueryParameters.parse(request.query()).orElseThrow(refusals::badUri);
        Claim claim = new ClaimReader(refusals).read(request, query);
        AccessKey accessKey =
                credentials.findFor(request, claim.scope().accessKeyId()).orElseThrow(refusals::unknownKey);
        requireTime(claim, refusals);
        requireSigned(request, claim, rules);
        if (rules.keyPaths && !claim.service().equals(S3Refusals.SERVICE)) {
            throw refusals.wrongService(claim.presigned(), claim.service());
        }
        String hash = payload.of(claim, query);
        String canonicalRequest = canonicalRequest(request, rules, query, claim, hash);
        String stringToSign = CanonicalRequest.stringToSign(claim, canonicalRequest);
        SecretKey key = keys.of(accessKey, claim);
        if (!Digests.same(Digests.hmac(key, CanonicalRequest.bytes(stringToSign)), claim.signature())) {
            throw refusals.mismatch(canonicalRequest, stringToSign);
        }
        requireToken(accessKey, claim, refusals);
        if (credentials.isExpired(accessKey.id())) {
            throw refusals.expiredToken();
        }
        keys.keep(claim, key);
        return new Verified(claim, key, hash);
    }

    private void requireTime(Claim claim, Refusals refusals) {
        Instant now = clock.instant();
        Instant signed = claim.time().instant();
        long skew = Limit.AUTH_CLOCK_SKEW_SECONDS.value();
        if (signed.isAfter(now.plusSeconds(skew))) {
            throw refusals.early(claim, now);
        }
        long validity = claim.expiresSeconds().map(Integer::longValue).orElse(skew);
        if (signed.isBefore(now.minusSeconds(validity))) {
            throw refusals.expired(claim, now);
        }
    }

    /// An `x-amz-` header changes what a request does, so one that anyone could have added on the way is refused.
    private static void requireSigned(SignedRequest request, Claim claim, Rules rules) {
        List<String> signed = claim.signedHeaders();
        for (Map.Entry<String, String> header : request.headers()) {
            String name = header.getKey();
            if (name.regionMatches(true, 0, AMZ, 0, AMZ.length())) {
                String lower = lowerCase(name);
                if (Collections.binarySearch(signed, lower) < 0 && !rules.unsignedHeaders.contains(lower)) {
                    throw rules.refusals.unsigned(lower);
                }
            }
        }
    }

    private static void requireToken(AccessKey accessKey, Claim claim, Refusals refusals) {
        Optional<String> expected = accessKey.sessionToken();
        Optional<String> given = claim.token();
        if (expected.isPresent() != given.isPresent()
                || (expected.isPresent() && !Digests.same(expected.get(), given.get()))) {
            throw refusals.badToken();
        }
    }

    private static String canonicalRequest(
            SignedRequest request, Rules rules, QueryParameters query, Claim claim, String payload) {
        String path = rules.keyPaths
                ? UriEncoding.canonicalKeyPath(request.path())
                : UriEncoding.canonicalPath(request.path());
        if (path == null) {
            throw rules.refusals.badUri();
        }
        for (String name : claim.signedHeaders()) {
            if (request.headerValues(name).isEmpty()) {
                throw rules.refusals.absent(name);
            }
        }
        return CanonicalRequest.of(request, path, query, claim.signedHeaders(), payload);
    }

    /// ASCII only, whatever the platform's language.
    private static String lowerCase(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
        }
        return out.toString();
    }
}
