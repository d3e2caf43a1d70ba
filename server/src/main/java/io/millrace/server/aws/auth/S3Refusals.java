package io.millrace.server.aws.auth;

import io.millrace.core.fault.RequestException;
import java.time.Instant;
import java.util.List;

/// The refusals of S3.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
enum S3Refusals implements Refusals {
    S3;

    static final String SERVICE = "s3";

    @Override
    public boolean expiresRequired() {
        return true;
    }

    @Override
    public RequestException missing() {
        return new RequestException("AccessDenied", "Access Denied");
    }

    @Override
    public RequestException ambiguous() {
        return new RequestException(
                "InvalidArgument",
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string"
                        + " parameter or the Authorization header should be specified");
    }

    @Override
    public RequestException unsupported(String algorithm) {
        return new RequestException(
                "InvalidRequest",
                (algorithm.equals(Claim.ALGORITHM_V4A)
                                ? "Signature Version 4A (" + Claim.ALGORITHM_V4A + ") is not supported."
                                : "The authorization mechanism you have provided is not supported.")
                        + " Please use " + Claim.ALGORITHM + ".");
    }

    @Override
    public RequestException incomplete(List<String> missing, boolean presigned) {
        return presigned
                ? queryError("Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
                        + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.")
                : malformed(false, "it has no " + String.join(", no ", missing));
    }

    @Override
    public RequestException malformed(boolean presigned, String what) {
        return presigned
                ? queryError(what + ".")
                : new RequestException(
                        "AuthorizationHeaderMalformed", "The authorization header is malformed; " + what + ".");
    }

    private static RequestException queryError(String message) {
        return new RequestException("AuthorizationQueryParametersError", message);
    }

    @Override
    public RequestException noDate() {
        return new RequestException("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");
    }

    @Override
    public RequestException badDate() {
        return noDate();
    }

    @Override
    public RequestException wrongDay(boolean presigned, String credentialDay, String requestDay) {
        return malformed(
                presigned,
                "Invalid credential date \"" + credentialDay + "\". This date is not the same as X-Amz-Date: \""
                        + requestDay + "\"");
    }

    @Override
    public RequestException wrongService(boolean presigned, String service) {
        return malformed(
                presigned, "incorrect service \"" + service + "\". This endpoint belongs to \"" + SERVICE + "\"");
    }

    @Override
    public RequestException unknownKey() {
        return new RequestException(
                "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
    }

    @Override
    public RequestException badToken() {
        return new RequestException("InvalidToken", "The provided token is malformed or otherwise invalid.");
    }

    @Override
    public RequestException expiredToken() {
        return new RequestException("ExpiredToken", "The provided token has expired.");
    }

    @Override
    public RequestException expired(Claim claim, Instant now) {
        return claim.presigned() ? new RequestException("AccessDenied", "Request has expired") : tooSkewed();
    }

    @Override
    public RequestException early(Claim claim, Instant now) {
        return claim.presigned() ? new RequestException("AccessDenied", "Request is not yet valid") : tooSkewed();
    }

    private static RequestException tooSkewed() {
        return new RequestException(
                "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
    }

    @Override
    public RequestException unsigned(String header) {
        return new RequestException(
                "AccessDenied", "There were headers present in the request which were not signed: " + header);
    }

    @Override
    public RequestException badUri() {
        return new RequestException("InvalidURI", "Couldn't parse the specified URI.");
    }

    @Override
    public RequestException mismatch(String canonicalRequest, String stringToSign) {
        return new RequestException(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and"
                        + " signing method.");
    }

    @Override
    public RequestException absent(String header) {
        return new RequestException("SignatureDoesNotMatch", "A signed header is not in the request: " + header + ".");
    }

    @Override
    public RequestException bodyMismatch() {
        return new RequestException(
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
}
