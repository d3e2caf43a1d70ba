package io.millrace.server.aws.auth;

import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.CredentialScope;
import java.time.InstantSource;
import java.util.Set;

/// Verifies AWS Signature Version 4 for every family of services, against one set of credentials. Each family has its
/// own rules for paths and its own words for refusals. Version 4A is refused by name. Thread-safe.
///
/// What is refused beyond a wrong signature: a clock more than [io.millrace.core.limit.Limit#AUTH_CLOCK_SKEW_SECONDS]
/// off, `host` or an `x-amz-` header that is not signed, a session token that is not the key's.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html>
public final class SigV4 {
    private static final String CONTENT_SHA256 = "x-amz-content-sha256";
    private static final String USER_AGENT = "x-amz-user-agent";

    private static final Verifier.Rules JSON =
            new Verifier.Rules(ApiRefusals.JSON, false, Set.of(USER_AGENT, Claim.TOKEN_HEADER));
    private static final Verifier.Rules QUERY =
            new Verifier.Rules(ApiRefusals.QUERY, false, Set.of(USER_AGENT, Claim.TOKEN_HEADER));

    private final Verifier verifier;

    /// @param clock says what time it is when a request comes in
    public SigV4(Credentials credentials, InstantSource clock) {
        this.verifier = new Verifier(credentials, new SigningKeys(), clock);
    }

    /// For the JSON protocols: `InvalidSignatureException` and its like.
    public Authenticator json() {
        return (exchange, body) -> verify(SignedRequest.of(exchange), body, JSON);
    }

    /// For the query protocol: `SignatureDoesNotMatch` and its like.
    public Authenticator query() {
        return (exchange, body) -> verify(SignedRequest.of(exchange), body, QUERY);
    }

    /// For S3, whose body is verified as it is read.
    public S3Authenticator s3() {
        return exchange -> S3SigV4.verify(verifier, SignedRequest.of(exchange));
    }

    CredentialScope verifyJson(SignedRequest request, byte[] body) {
        return verify(request, body, JSON);
    }

    CredentialScope verifyQuery(SignedRequest request, byte[] body) {
        return verify(request, body, QUERY);
    }

    S3Authenticator.Verified verifyS3(SignedRequest request) {
        return S3SigV4.verify(verifier, request);
    }

    private CredentialScope verify(SignedRequest request, byte[] body, Verifier.Rules rules) {
        return verifier.verify(request, rules, (claim, query) -> {
                    String hash = Digests.hex(Digests.sha256(body));
                    String declared = request.header(CONTENT_SHA256);
                    if (declared != null && !declared.equals(hash)) {
                        throw rules.refusals().bodyMismatch();
                    }
                    return hash;
                })
                .claim()
                .scope();
    }
}
