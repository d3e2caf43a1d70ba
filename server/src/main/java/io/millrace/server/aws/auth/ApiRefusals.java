package io.millrace.server.aws.auth;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// The refusals of the JSON and query services: the same sentences under different codes.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/CommonErrors.html>
///
/// @param missingCode no signature
/// @param incompleteCode not well-formed
/// @param unknownCode unknown access key or token
/// @param invalidCode expired or wrong
/// @param expiredCode temporary credentials whose time is over
record ApiRefusals(
        String missingCode, String incompleteCode, String unknownCode, String invalidCode, String expiredCode)
        implements Refusals {
    static final ApiRefusals JSON = new ApiRefusals(
            "MissingAuthenticationTokenException",
            "IncompleteSignatureException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "ExpiredTokenException");
    static final ApiRefusals QUERY = new ApiRefusals(
            "MissingAuthenticationToken",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "SignatureDoesNotMatch",
            "ExpiredToken");

    @Override
    public boolean expiresRequired() {
        return false;
    }

    @Override
    public RequestException missing() {
        return new RequestException(missingCode, "Missing Authentication Token");
    }

    @Override
    public RequestException ambiguous() {
        return new RequestException(
                incompleteCode, "A request is signed once, in one Authorization header or in its query");
    }

    @Override
    public RequestException unsupported(String algorithm) {
        return new RequestException(
                incompleteCode,
                (algorithm.equals(Claim.ALGORITHM_V4A)
                                ? "Signature Version 4A (" + Claim.ALGORITHM_V4A + ") is not supported"
                                : "Unsupported AWS 'algorithm'")
                        + ": sign with " + Claim.ALGORITHM);
    }

    @Override
    public RequestException incomplete(List<String> missing, boolean presigned) {
        String place = presigned ? "AWS query-string authorization" : "Authorization header";
        return new RequestException(
                incompleteCode,
                missing.stream()
                        .map(name -> place + " requires '" + name + "' parameter.")
                        .collect(Collectors.joining(" ")));
    }

    @Override
    public RequestException malformed(boolean presigned, String what) {
        return new RequestException(
                incompleteCode,
                "The " + (presigned ? "query-string authorization" : "Authorization header") + " is malformed: " + what
                        + ".");
    }

    @Override
    public RequestException noDate() {
        return new RequestException(
                incompleteCode, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    @Override
    public RequestException badDate() {
        return new RequestException(incompleteCode, "Date must be in ISO-8601 'basic format', as in 20150830T123600Z.");
    }

    @Override
    public RequestException wrongDay(boolean presigned, String credentialDay, String requestDay) {
        return new RequestException(
                invalidCode,
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                        + credentialDay + "' != '" + requestDay + "'.");
    }

    @Override
    public RequestException wrongService(boolean presigned, String service) {
        return new RequestException(invalidCode, "Credential should be scoped to correct service.");
    }

    @Override
    public RequestException unknownKey() {
        return new RequestException(unknownCode, "The security token included in the request is invalid.");
    }

    @Override
    public RequestException badToken() {
        return unknownKey();
    }

    @Override
    public RequestException expiredToken() {
        return new RequestException(expiredCode, "The security token included in the request is expired");
    }

    @Override
    public RequestException expired(Claim claim, Instant now) {
        long skew = Limit.AUTH_CLOCK_SKEW_SECONDS.value();
        long validity = claim.expiresSeconds().map(Integer::longValue).orElse(skew);
        return new RequestException(
                invalidCode,
                "Signature expired: " + claim.time().text() + " is now earlier than "
                        + AmzDate.of(now.minusSeconds(validity)).text() + " ("
                        + AmzDate.of(now).text() + " - " + minutes(validity) + ")");
    }

    @Override
    public RequestException early(Claim claim, Instant now) {
        long skew = Limit.AUTH_CLOCK_SKEW_SECONDS.value();
        return new RequestException(
                invalidCode,
                "Signature not yet current: " + claim.time().text() + " is still later than "
                        + AmzDate.of(now.plusSeconds(skew)).text() + " ("
                        + AmzDate.of(now).text() + " + " + minutes(skew) + ")");
    }

    private static String minutes(long seconds) {
        return seconds % 60 == 0 ? seconds / 60 + " min." : seconds + " s";
    }

    @Override
    public RequestException unsigned(String header) {
        return new RequestException(invalidCode, "'" + header + "' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Override
    public RequestException badUri() {
        return new RequestException("MalformedQueryString", "The query is not well percent-encoded");
    }

    @Override
    public RequestException mismatch(String canonicalRequest, String stringToSign) {
        return new RequestException(
                invalidCode,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details."
                        + "\n\nThe Canonical String for this request should have been\n'" + canonicalRequest
                        + "'\n\nThe String-to-Sign should have been\n'" + stringToSign + "'\n");
    }

    @Override
    public RequestException absent(String header) {
        return new RequestException(
                invalidCode, "'" + header + "' is a 'SignedHeader' in the AWS Authorization, but not in the request.");
    }

    @Override
    public RequestException bodyMismatch() {
        return new RequestException(
                invalidCode, "The value of x-amz-content-sha256 is not the SHA-256 of the request's body.");
    }
}
