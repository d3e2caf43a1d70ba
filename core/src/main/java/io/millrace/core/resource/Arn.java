package io.millrace.core.resource;

/// Amazon Resource Names as this program makes and reads them: `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`, with an empty
/// region and account for S3.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
public final class Arn {
    /// The one account there is.
    public static final String ACCOUNT = "000000000000";

    /// The region of a call that names none.
    public static final String DEFAULT_REGION = "us-east-1";

    private static final String BUCKET_PREFIX = "arn:aws:s3:::";

    private Arn() {}

    public static String of(String service, String region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }

    public static String bucket(String name) {
        return BUCKET_PREFIX + name;
    }
}
