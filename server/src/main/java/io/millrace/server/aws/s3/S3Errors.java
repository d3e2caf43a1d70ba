package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import java.util.Map;

/// S3's errors: their statuses and the words of those that are thrown in several places.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html>
final class S3Errors {
    private static final int BAD_REQUEST = 400;

    private static final Map<String, Integer> STATUS = Map.ofEntries(
            Map.entry("AccessDenied", 403),
            Map.entry("AccessForbidden", 403),
            Map.entry("InvalidAccessKeyId", 403),
            Map.entry("RequestTimeTooSkewed", 403),
            Map.entry("SignatureDoesNotMatch", 403),
            Map.entry("NoSuchBucket", 404),
            Map.entry("NoSuchBucketPolicy", 404),
            Map.entry("NoSuchConfiguration", 404),
            Map.entry("NoSuchCORSConfiguration", 404),
            Map.entry("NoSuchKey", 404),
            Map.entry("NoSuchLifecycleConfiguration", 404),
            Map.entry("NoSuchPublicAccessBlockConfiguration", 404),
            Map.entry("NoSuchObjectLockConfiguration", 404),
            Map.entry("NoSuchTagSet", 404),
            Map.entry("NoSuchUpload", 404),
            Map.entry("NoSuchVersion", 404),
            Map.entry("NoSuchWebsiteConfiguration", 404),
            Map.entry("ObjectLockConfigurationNotFoundError", 404),
            Map.entry("OwnershipControlsNotFoundError", 404),
            Map.entry("ReplicationConfigurationNotFoundError", 404),
            Map.entry("ServerSideEncryptionConfigurationNotFoundError", 404),
            Map.entry("MethodNotAllowed", 405),
            Map.entry("BucketAlreadyExists", 409),
            Map.entry("BucketAlreadyOwnedByYou", 409),
            Map.entry("BucketNotEmpty", 409),
            Map.entry("MissingContentLength", 411),
            Map.entry("PreconditionFailed", 412),
            Map.entry("InvalidRange", 416),
            Map.entry("InternalError", 500),
            Map.entry("NotImplemented", 501),
            Map.entry("SlowDown", 503));

    private S3Errors() {}

    /// The HTTP status of an error; 400 for all that have none of their own.
    static int status(String code) {
        return STATUS.getOrDefault(code, BAD_REQUEST);
    }

    static RequestException noSuchBucket() {
        return new RequestException("NoSuchBucket", "The specified bucket does not exist");
    }

    static RequestException noSuchKey() {
        return new RequestException("NoSuchKey", "The specified key does not exist.");
    }

    static RequestException noSuchUpload() {
        return new RequestException(
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been"
                        + " aborted or completed.");
    }

    static RequestException invalidUri() {
        return new RequestException("InvalidURI", "Couldn't parse the specified URI.");
    }

    static RequestException invalidArgument(String message) {
        return new RequestException("InvalidArgument", message);
    }

    static RequestException invalidRequest(String message) {
        return new RequestException("InvalidRequest", message);
    }

    static RequestException malformedXml() {
        return new RequestException(
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    /// @param what does not fit the schema, by its name
    static RequestException malformedXml(String what) {
        return new RequestException("MalformedXML", malformedXml().getMessage() + ": " + what);
    }

    static RequestException incompleteBody() {
        return new RequestException(
                "IncompleteBody",
                "You did not provide the number of bytes specified by the Content-Length HTTP header");
    }

    static RequestException preconditionFailed(String header) {
        return new RequestException(
                "PreconditionFailed", "At least one of the pre-conditions you specified did not hold (" + header + ")");
    }

    /// @param what the operation or header, by name
    static RequestException notImplemented(String what) {
        return new RequestException("NotImplemented", "Not implemented: " + what);
    }

    static RequestException methodNotAllowed() {
        return new RequestException("MethodNotAllowed", "The specified method is not allowed against this resource.");
    }
}
