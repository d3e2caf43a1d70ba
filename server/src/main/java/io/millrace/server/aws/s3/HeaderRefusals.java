package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Refuses by name what a header asks for and nobody would do: a caller's own keys, locks, tags, grants, storage
/// classes.
final class HeaderRefusals {
    private static final List<String> OBJECT = List.of(
            "x-amz-server-side-encryption-customer-",
            "x-amz-copy-source-server-side-encryption",
            "x-amz-object-lock-",
            "x-amz-tagging",
            "x-amz-grant-",
            "x-amz-write-offset-bytes");
    private static final List<String> BUCKET = List.of("x-amz-grant-");
    private static final Set<String> CLASSES = Set.of("STANDARD");
    private static final Set<String> ENCRYPTIONS = new TreeSet<>(Set.of("AES256", "aws:kms"));
    private static final Set<String> ACLS = Set.of("private", "bucket-owner-full-control", "bucket-owner-read");
    private static final Set<String> OWNERSHIPS = Set.of("BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter");

    private HeaderRefusals() {}

    static void ofBucket(S3Request request) {
        refuse(request, BUCKET);
        allow(request, "x-amz-acl", ACLS);
        allow(request, "x-amz-object-ownership", OWNERSHIPS);
        allow(request, "x-amz-bucket-object-lock-enabled", Set.of("false", "False"));
        allow(request, "x-amz-bucket-namespace", Set.of("global"));
    }

    static void ofObject(S3Request request) {
        refuse(request, OBJECT);
        allow(request, "x-amz-acl", ACLS);
        allow(request, "x-amz-storage-class", CLASSES);
        // aws cloudformation package asks for AES256 each time, cdk for the bootstrap bucket's own aws:kms.
        allow(request, "x-amz-server-side-encryption", ENCRYPTIONS);
    }

    private static void refuse(S3Request request, List<String> prefixes) {
        for (String prefix : prefixes) {
            request.headersOf(prefix).stream()
                    .map(Map.Entry::getKey)
                    .filter(name -> !name.equals("x-amz-tagging-directive"))
                    .findFirst()
                    .ifPresent(name -> {
                        throw notImplemented(name, "");
                    });
        }
    }

    private static void allow(S3Request request, String name, Set<String> values) {
        request.header(name).ifPresent(value -> {
            if (!values.contains(value)) {
                throw notImplemented(name, " with this value; supported: " + String.join(", ", new TreeSet<>(values)));
            }
        });
    }

    private static RequestException notImplemented(String name, String detail) {
        return new RequestException(
                "NotImplemented",
                "A header you provided implies functionality that is not implemented: " + name + detail);
    }
}
