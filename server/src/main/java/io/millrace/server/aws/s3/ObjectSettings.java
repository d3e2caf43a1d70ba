package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sub-resources of an object. None can be set: reads are answered as S3 answers where nothing is set, writes are
/// refused by name.
final class ObjectSettings {
    private static final List<String> NAMES = List.of(
            "acl",
            "annotation",
            "attributes",
            "encryption",
            "legal-hold",
            "renameObject",
            "restore",
            "retention",
            "select",
            "tagging",
            "torrent");

    private final Buckets buckets;
    private final ObjectStore store;

    ObjectSettings(Buckets buckets, ObjectStore store) {
        this.buckets = buckets;
        this.store = store;
    }

    static Optional<String> asked(S3Query query) {
        return NAMES.stream().filter(query::has).findFirst();
    }

    S3Answer answer(String name, S3Request request) {
        buckets.of(request);
        ObjectReads.requireNoVersion(request.query().get("versionId"));
        StoredObject object = store.head(request.bucket(), request.key()).orElseThrow(S3Errors::noSuchKey);
        if (request.method().equals("DELETE") && name.equals("tagging")) {
            return S3Answer.empty(204);
        }
        if (!request.method().equals("GET")) {
            throw S3Errors.notImplemented(request.method() + " of " + name + " of an object");
        }
        return switch (name) {
            case "acl" -> S3Answer.xml(S3Xml.document("AccessControlPolicy", AccessControl::write));
            case "tagging" -> S3Answer.xml(S3Xml.document("Tagging", xml -> xml.element("TagSet", set -> {})));
            case "retention", "legal-hold" ->
                throw new RequestException(
                        "NoSuchObjectLockConfiguration",
                        "The specified object does not have a ObjectLock configuration");
            case "attributes" -> attributes(request, object);
            default -> throw S3Errors.notImplemented(name + " of an object");
        };
    }

    /// GetObjectAttributes.
    private static S3Answer attributes(S3Request request, StoredObject object) {
        List<String> wanted = request.headersOf("x-amz-object-attributes").stream()
                .flatMap(header -> Arrays.stream(header.getValue().split(",", -1)))
                .map(String::strip)
                .toList();
        if (wanted.isEmpty()) {
            throw S3Errors.invalidRequest("The x-amz-object-attributes header must name what is wanted.");
        }
        S3Xml answer = S3Xml.document("GetObjectAttributesResponse", xml -> {
            if (wanted.contains("ETag")) {
                xml.element("ETag", object.etag());
            }
            Optional<StoredChecksum> checksum = StoredChecksum.of(object);
            if (wanted.contains("Checksum") && checksum.isPresent()) {
                xml.element("Checksum", sums -> checksum.get().writeTo(sums));
            }
            Optional<PartSizes> parts = PartSizes.of(object);
            if (wanted.contains("ObjectParts") && parts.isPresent()) {
                xml.element(
                        "ObjectParts",
                        counts -> counts.element("PartsCount", parts.get().count()));
            }
            if (wanted.contains("StorageClass")) {
                xml.element("StorageClass", "STANDARD");
            }
            if (wanted.contains("ObjectSize")) {
                xml.element("ObjectSize", object.bytes());
            }
        });
        return S3Answer.xml(answer.toString(), Map.of("Last-Modified", S3Times.http(object.lastModified())));
    }
}
