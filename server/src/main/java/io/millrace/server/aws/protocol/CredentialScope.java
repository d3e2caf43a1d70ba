package io.millrace.server.aws.protocol;

import io.millrace.core.resource.Arn;
import io.millrace.server.http.Exchange;
import java.util.Optional;

/// Which region and service a signed request is meant for: the scope of its credential, in the Authorization header or
/// the query of a presigned URL.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
///
/// @param accessKeyId whose credential it is
/// @param region as signed
/// @param service as signed: `firehose`, `s3`…
public record CredentialScope(String accessKeyId, String region, String service) {
    private static final String MARK = "Credential=";
    private static final CredentialScope NONE = new CredentialScope("", Arn.DEFAULT_REGION, "");

    /// The scope of a request; without one, the default region and an empty service.
    public static CredentialScope of(Exchange exchange) {
        Optional<String> authorization = exchange.header("Authorization");
        if (authorization.isPresent()) {
            return parse(authorization.get(), MARK, "/");
        }
        String query = exchange.query();
        return query.contains("X-Amz-Credential=") ? parse(query, "X-Amz-Credential=", "%2F") : NONE;
    }

    /// `Credential=KEY/20261121/us-east-1/firehose/aws4_request, …`.
    private static CredentialScope parse(String text, String mark, String separator) {
        int start = text.indexOf(mark);
        if (start < 0) {
            return NONE;
        }
        int key = start + mark.length();
        int date = after(text, key, separator);
        int region = after(text, date, separator);
        int service = after(text, region, separator);
        int end = after(text, service, separator);
        if (end < 0) {
            return NONE;
        }
        int gap = separator.length();
        String name = text.substring(region, service - gap);
        return new CredentialScope(
                text.substring(key, date - gap),
                isRegion(name) ? name : Arn.DEFAULT_REGION,
                text.substring(service, end - gap));
    }

    private static int after(String text, int from, String separator) {
        int at = from < 0 ? -1 : text.indexOf(separator, from);
        return at < 0 ? -1 : at + separator.length();
    }

    /// A region becomes part of names on disk, so nothing but what a region can look like is taken as one.
    public static boolean isRegion(String name) {
        if (name.isEmpty() || name.length() > 32) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return true;
    }
}
