package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.util.Optional;

/// The object that a copy is made of: `x-amz-copy-source: /BUCKET/KEY`, percent-encoded.
record CopySource(String bucket, String key) {
    static final String HEADER = "x-amz-copy-source";

    private static final String VERSION = "?versionId=";

    /// @throws RequestException `InvalidArgument`, `NoSuchBucket`
    static CopySource of(S3Request request, Buckets buckets) {
        String header = request.header(HEADER).orElseThrow();
        int question = header.indexOf(VERSION);
        if (question >= 0) {
            ObjectReads.requireNoVersion(Optional.of(header.substring(question + VERSION.length())));
        }
        String path = UrlText.decode(question < 0 ? header : header.substring(0, question), false);
        String name = path.startsWith("/") ? path.substring(1) : path;
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            throw S3Errors.invalidArgument(
                    "Invalid copy source object key; " + HEADER + " must be of the form /BUCKET/KEY");
        }
        Optional<String> owner = request.header("x-amz-source-expected-bucket-owner");
        if (owner.isPresent() && !owner.get().equals(Arn.ACCOUNT)) {
            throw new RequestException("AccessDenied", "Access Denied");
        }
        String bucket = name.substring(0, slash);
        if (buckets.find(bucket).isEmpty()) {
            throw S3Errors.noSuchBucket();
        }
        return new CopySource(bucket, name.substring(slash + 1));
    }

    /// Opens it, when the conditions on it hold.
    ObjectStore.Opened open(S3Request request, ObjectStore store, long offset, long length) {
        ObjectStore.Opened opened = store.open(bucket, key, offset, length).orElseThrow(S3Errors::noSuchKey);
        try {
            requireConditions(request, opened.object());
            return opened;
        } catch (RequestException e) {
            try {
                opened.close();
            } catch (IOException failure) {
                e.addSuppressed(failure);
            }
            throw e;
        }
    }

    private static void requireConditions(S3Request request, StoredObject object) {
        if (!Conditions.of(request, HEADER + "-").hold(object)) {
            throw S3Errors.preconditionFailed(HEADER + "-if-none-match or -if-modified-since");
        }
    }
}
