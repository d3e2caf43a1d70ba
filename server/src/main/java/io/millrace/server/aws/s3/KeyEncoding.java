package io.millrace.server.aws.s3;

/// How a listing gives keys: as they are, or percent-encoded when the client asked for it, since XML cannot hold every
/// character that a key can.
final class KeyEncoding {
    static final String URL = "url";

    private KeyEncoding() {}

    /// @throws io.millrace.core.fault.RequestException `InvalidArgument` for an encoding that is not known
    static boolean isUrl(S3Query query) {
        return switch (query.text("encoding-type")) {
            case "" -> false;
            case URL -> true;
            default -> throw S3Errors.invalidArgument("Invalid Encoding Method specified in Request");
        };
    }

    static String text(String key, boolean encoded) {
        return encoded ? UrlText.encode(key) : key;
    }
}
