package io.millrace.server.aws.auth;

import io.millrace.server.aws.protocol.CredentialScope;
import java.util.List;
import java.util.Optional;

/// What a request says of its own signature, well-formed but not yet believed.
///
/// @param credential as written: `KEY/20150830/us-east-1/service/aws4_request`
/// @param scope the same, in parts
/// @param signedHeaders names in lower case, ascending
/// @param signature 32 bytes
/// @param time of signing
/// @param expiresSeconds how long a presigned URL is good; empty for a signature in the header
/// @param token `x-amz-security-token`
record Claim(
        String credential,
        CredentialScope scope,
        List<String> signedHeaders,
        byte[] signature,
        AmzDate time,
        Optional<Integer> expiresSeconds,
        Optional<String> token) {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String ALGORITHM_V4A = "AWS4-ECDSA-P256-SHA256";
    static final String TERMINATOR = "aws4_request";
    static final String DATE_HEADER = "x-amz-date";
    static final String TOKEN_HEADER = "x-amz-security-token";

    boolean presigned() {
        return expiresSeconds.isPresent();
    }

    String region() {
        return scope.region();
    }

    String service() {
        return scope.service();
    }

    /// The day of the credential, `20150830`.
    String date() {
        int start = scope.accessKeyId().length() + 1;
        return credential.substring(start, start + 8);
    }

    /// What follows the access key: `20150830/us-east-1/service/aws4_request`.
    String credentialScope() {
        return credential.substring(scope.accessKeyId().length() + 1);
    }
}
