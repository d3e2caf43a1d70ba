package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// What a request is about. The bucket stands in the host (`bucket.s3.us-east-1.localhost`, `bucket.localhost`,
/// `bucket.s3.amazonaws.com`) or is the first segment of the path.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>
///
/// @param bucket empty for the service itself
/// @param key empty for the bucket itself
record S3Address(String bucket, String key) {
    private static final String LOCAL = ".localhost";
    private static final List<String> AMAZON = List.of(".amazonaws.com", ".amazonaws.com.cn");

    /// @param host with or without port
    /// @param path as sent
    static S3Address of(String host, String path) {
        String name = bucketOf(host);
        String rest = path.startsWith("/") ? path.substring(1) : path;
        if (!name.isEmpty()) {
            return checked(name, UrlText.decode(rest, false));
        }
        int slash = rest.indexOf('/');
        return slash < 0
                ? checked(UrlText.decode(rest, false), "")
                : checked(
                        UrlText.decode(rest.substring(0, slash), false),
                        UrlText.decode(rest.substring(slash + 1), false));
    }

    private static S3Address checked(String bucket, String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > Limit.S3_KEY_BYTES.value()) {
            throw new RequestException("KeyTooLongError", "Your key is too long");
        }
        return new S3Address(bucket, key);
    }

    /// The bucket that a host names; empty when it names none.
    static String bucketOf(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        String host = (colon < 0 ? hostAndPort : hostAndPort.substring(0, colon)).toLowerCase(Locale.ROOT);
        if (host.endsWith(LOCAL)) {
            String base = host.substring(0, host.length() - LOCAL.length());
            return isService(base) ? "" : beforeService(base, base);
        }
        for (String suffix : AMAZON) {
            if (host.endsWith(suffix)) {
                String base = host.substring(0, host.length() - suffix.length());
                return isService(base) ? "" : beforeService(base, "");
            }
        }
        return "";
    }

    private static boolean isService(String base) {
        return base.equals("s3") || base.startsWith("s3.") || base.startsWith("s3-");
    }

    private static String beforeService(String base, String otherwise) {
        if (base.endsWith(".s3")) {
            return base.substring(0, base.length() - ".s3".length());
        }
        int mark = Math.max(base.lastIndexOf(".s3."), base.lastIndexOf(".s3-"));
        return mark < 0 ? otherwise : base.substring(0, mark);
    }
}
