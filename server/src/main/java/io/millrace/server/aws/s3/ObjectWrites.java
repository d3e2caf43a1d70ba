package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// PutObject, DeleteObject, DeleteObjects.
final class ObjectWrites {
    private final Buckets buckets;
    private final ObjectStore store;

    ObjectWrites(Buckets buckets, ObjectStore store) {
        this.buckets = buckets;
        this.store = store;
    }

    S3Answer put(S3Request request) {
        buckets.of(request);
        HeaderRefusals.ofObject(request);
        ObjectWriter.Condition condition = Conditions.ofPut(request);
        RequestBody body = RequestBody.of(request);
        Map<String, String> headers = new LinkedHashMap<>();
        try (ObjectWriter writer = store.writer(request.bucket(), request.key(), StoredHeaders.of(request))) {
            body.copyTo(writer::write, Limit.S3_PUT_BYTES.value());
            body.checksum().ifPresent(checksum -> {
                Map<String, String> kept = new LinkedHashMap<>();
                checksum.putInto(kept);
                kept.forEach(writer::keep);
                headers.putAll(kept);
            });
            StoredObject object = Conditions.commit(writer, condition);
            headers.put("ETag", StoredHeaders.quoted(object.etag()));
        }
        return S3Answer.empty(200, headers);
    }

    S3Answer delete(S3Request request) {
        buckets.of(request);
        ObjectReads.requireNoVersion(request.query().get("versionId"));
        for (String header : List.of("If-Match", "x-amz-if-match-last-modified-time", "x-amz-if-match-size")) {
            if (request.header(header).isPresent()) {
                throw S3Errors.notImplemented("DeleteObject with " + header);
            }
        }
        store.delete(request.bucket(), request.key());
        return S3Answer.empty(204);
    }

    S3Answer deleteAll(S3Request request) {
        buckets.of(request);
        if (request.exchange().header("Content-MD5").isEmpty()
                && request.headersOf(ChecksumAlgorithm.HEADER_PREFIX).isEmpty()
                && request.header("x-amz-trailer").isEmpty()) {
            throw S3Errors.invalidRequest("Missing required header for this request: Content-MD5");
        }
        XmlElement root = XmlElement.parse(RequestBody.of(request).readText(), "Delete");
        boolean quiet = root.text("Quiet").map(String::strip).orElse("").equals("true");
        List<XmlElement> objects = root.all("Object").toList();
        if (objects.isEmpty() || objects.size() > Limit.S3_DELETE_KEYS.value()) {
            throw S3Errors.malformedXml();
        }
        if (objects.stream().anyMatch(object -> object.required("Key").isEmpty())) {
            throw S3Errors.malformedXml();
        }
        return S3Answer.xml(
                S3Xml.document("DeleteResult", xml -> objects.forEach(object -> delete(request, object, quiet, xml))));
    }

    private void delete(S3Request request, XmlElement object, boolean quiet, S3Xml xml) {
        String key = object.required("Key");
        Optional<RequestException> refusal = refusal(object);
        if (refusal.isPresent()) {
            xml.element("Error", error -> error.element("Key", key)
                    .element("Code", refusal.get().code())
                    .element("Message", refusal.get().getMessage()));
            return;
        }
        store.delete(request.bucket(), key);
        if (!quiet) {
            xml.element("Deleted", deleted -> deleted.element("Key", key));
        }
    }

    private static Optional<RequestException> refusal(XmlElement object) {
        if (object.text("VersionId").filter(version -> !version.equals("null")).isPresent()) {
            return Optional.of(new RequestException("NoSuchVersion", "The specified version does not exist."));
        }
        for (String condition : List.of("ETag", "LastModifiedTime", "Size")) {
            if (object.child(condition).isPresent()) {
                return Optional.of(S3Errors.notImplemented("DeleteObjects with " + condition));
            }
        }
        return Optional.empty();
    }
}
