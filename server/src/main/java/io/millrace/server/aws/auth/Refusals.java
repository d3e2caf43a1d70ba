package io.millrace.server.aws.auth;

import io.millrace.core.fault.RequestException;
import java.time.Instant;
import java.util.List;

/// How a family of services words its refusals: [ApiRefusals] and [S3Refusals]. Codes and sentences are AWS's wherever
/// clients or people know them.
sealed interface Refusals permits ApiRefusals, S3Refusals {
    /// Whether a presigned URL must say how long it is good.
    boolean expiresRequired();

    /// There is no signature at all.
    RequestException missing();

    /// Signed in more than one way.
    RequestException ambiguous();

    /// Another algorithm, another version of signatures, or another kind of authorization.
    RequestException unsupported(String algorithm);

    /// Parts of the signature are missing.
    RequestException incomplete(List<String> missing, boolean presigned);

    /// A part of the signature is not what it should be; the text holds nothing of the request.
    RequestException malformed(boolean presigned, String what);

    RequestException noDate();

    RequestException badDate();

    /// The credential is for another day than the request.
    RequestException wrongDay(boolean presigned, String credentialDay, String requestDay);

    /// The credential is for a service that this endpoint is not.
    RequestException wrongService(boolean presigned, String service);

    RequestException unknownKey();

    /// A session token that does not belong to the key, or none where there must be one.
    RequestException badToken();

    /// Temporary credentials whose time is over.
    RequestException expiredToken();

    /// Signed more than the clock skew ago, or presigned and past its time.
    RequestException expired(Claim claim, Instant now);

    /// Signed in the future.
    RequestException early(Claim claim, Instant now);

    /// A header that must be signed and is not.
    RequestException unsigned(String header);

    /// The path or the query is not well percent-encoded.
    RequestException badUri();

    /// The signature is not what we calculate.
    RequestException mismatch(String canonicalRequest, String stringToSign);

    /// A signed header is not there.
    RequestException absent(String header);

    /// The body is not what `x-amz-content-sha256` promised.
    RequestException bodyMismatch();
}
