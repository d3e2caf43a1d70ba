package io.millrace.server.aws.auth;

import java.util.Optional;

/// One access key of the credentials file. It never prints its secrets.
///
/// @param id as in the credential of a signature: `AKIA…`
/// @param secret what signatures are made with
/// @param sessionToken what requests with this key must carry in `x-amz-security-token`; a key without one must carry
/// none
record AccessKey(String id, String secret, Optional<String> sessionToken) {
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
