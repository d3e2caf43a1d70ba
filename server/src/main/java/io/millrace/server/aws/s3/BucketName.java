package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import java.util.regex.Pattern;

/// What a bucket may be called.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
final class BucketName {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Pattern RESERVED =
            Pattern.compile("(xn--|sthree-|amzn-s3-demo-).*|.*(-s3alias|--ol-s3|\\.mrap|--x-s3|--table-s3)");

    private BucketName() {}

    /// @throws RequestException `InvalidBucketName`
    static String checked(String name) {
        if (!FORM.matcher(name).matches()
                || name.contains("..")
                || ADDRESS.matcher(name).matches()
                || RESERVED.matcher(name).matches()) {
            throw new RequestException("InvalidBucketName", "The specified bucket is not valid.");
        }
        return name;
    }
}
