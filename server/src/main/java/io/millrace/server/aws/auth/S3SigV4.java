package io.millrace.server.aws.auth;

import io.millrace.core.fault.RequestException;
import java.util.Optional;
import java.util.Set;

/// What S3 does its own way: the body's hash is declared in the headers, or the body is signed chunk by chunk, or not
/// at all; and URLs are presigned.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html>
final class S3SigV4 {
    private static final String HEADER = "x-amz-content-sha256";
    private static final String PARAMETER = "X-Amz-Content-Sha256";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final String UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final String CHUNKED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String CHUNKED_TRAILER = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private static final String CHUNKED_V4A = "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD";

    private static final Verifier.Rules RULES = new Verifier.Rules(S3Refusals.S3, true, Set.of("x-amz-user-agent"));

    private S3SigV4() {}

    static S3Authenticator.Verified verify(Verifier verifier, SignedRequest request) {
        Verifier.Verified verified = verifier.verify(request, RULES, (claim, query) -> declared(request, claim, query));
        return new S3Authenticator.Verified(verified.claim().scope(), payload(verified));
    }

    private static String declared(SignedRequest request, Claim claim, QueryParameters query) {
        Optional<String> header = Optional.ofNullable(request.header(HEADER));
        if (claim.presigned()) {
            return query.first(PARAMETER).or(() -> header).orElse(UNSIGNED);
        }
        return header.orElseThrow(
                () -> new RequestException("InvalidRequest", "Missing required header for this request: " + HEADER));
    }

    private static Payload payload(Verifier.Verified verified) {
        return switch (verified.payload()) {
            case UNSIGNED, UNSIGNED_TRAILER -> Payload.UNSIGNED;
            case CHUNKED -> new Payload.Chunked(new ChunkSignatures(verified.claim(), verified.key(), false));
            case CHUNKED_TRAILER -> new Payload.Chunked(new ChunkSignatures(verified.claim(), verified.key(), true));
            case String other
            when other.startsWith(CHUNKED_V4A) -> throw S3Refusals.S3.unsupported(Claim.ALGORITHM_V4A);
            case String other when Digests.parseHex(other) != null -> new Payload.Hashed(other);
            case String _ ->
                throw new RequestException(
                        "InvalidArgument",
                        HEADER + " must be " + UNSIGNED + ", " + UNSIGNED_TRAILER + ", " + CHUNKED + ", "
                                + CHUNKED_TRAILER + " or a valid sha256 value.");
        };
    }
}
