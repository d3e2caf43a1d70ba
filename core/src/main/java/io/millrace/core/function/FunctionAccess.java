package io.millrace.core.function;

import java.nio.file.Path;

/// How functions reach this program by their unedited SDKs.
///
/// @param endpoint `AWS_ENDPOINT_URL`
/// @param proxy `http://127.0.0.1:PORT` of the HTTPS proxy that answers for `*.amazonaws.com`
/// @param authorities PEM bundle: the usual authorities and ours
/// @param authority PEM: ours alone
/// @param trustStore PKCS#12 with the content of `authorities`, for Java; its password is [#TRUST_STORE_PASSWORD]
/// @param credentials what functions sign with
public record FunctionAccess(
        String endpoint, String proxy, Path authorities, Path authority, Path trustStore, Credentials credentials) {
    /// No secret: what is in the store is public.
    public static final String TRUST_STORE_PASSWORD = "changeit";

    /// The key of functions, made anew at each start.
    public record Credentials(String accessKeyId, String secretAccessKey, String sessionToken) {
        @Override
        public String toString() {
            return "Credentials[" + accessKeyId + "]";
        }
    }
}
