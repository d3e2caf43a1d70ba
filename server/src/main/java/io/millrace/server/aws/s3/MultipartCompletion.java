package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// CompleteMultipartUpload: streams the parts, in order, into one object, which becomes visible at once. Asked again
/// after it was done, it answers as before.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html>
final class MultipartCompletion {
    /// Names the upload that an object came from; never shown to clients.
    private static final String UPLOAD = "upload-id";

    private final Buckets buckets;
    private final ObjectStore store;
    private final Uploads uploads;

    MultipartCompletion(Buckets buckets, ObjectStore store, Uploads uploads) {
        this.buckets = buckets;
        this.store = store;
        this.uploads = uploads;
    }

    S3Answer complete(S3Request request) {
        buckets.of(request);
        ObjectWriter.Condition condition = Conditions.ofPut(request);
        String id = request.query().text("uploadId");
        List<ListedPart> listed = ListedPart.read(
                XmlElement.parse(RequestBody.withoutChecksum(request).readText(), "CompleteMultipartUpload"));
        Optional<StoredObject> done = store.head(request.bucket(), request.key())
                .filter(object -> id.equals(object.headers().kept().get(UPLOAD)));
        if (done.isPresent()) {
            uploads.find(request.bucket(), id).ifPresent(uploads::forget);
            return answer(request, done.get());
        }
        Upload upload = uploads.require(request.bucket(), request.key(), id);
        List<StoredObject> parts = parts(upload, listed);
        requireSize(request, parts);
        StoredObject object = write(request, upload, parts, condition);
        uploads.forget(upload);
        return answer(request, object);
    }

    private List<StoredObject> parts(Upload upload, List<ListedPart> listed) {
        List<StoredObject> parts = listed.stream()
                .map(one -> uploads.part(upload, one.number())
                        .filter(one::isSame)
                        .orElseThrow(MultipartCompletion::invalidPart))
                .toList();
        for (StoredObject part : parts.subList(0, parts.size() - 1)) {
            if (part.bytes() < Limit.S3_PART_BYTES_MIN.value()) {
                throw new RequestException(
                        "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
            }
        }
        return parts;
    }

    private static void requireSize(S3Request request, List<StoredObject> parts) {
        long bytes = parts.stream().mapToLong(StoredObject::bytes).sum();
        if (bytes > Limit.S3_OBJECT_BYTES.value()) {
            throw new RequestException(
                    "EntityTooLarge",
                    "Your proposed upload exceeds the maximum allowed size: " + Limit.S3_OBJECT_BYTES.value()
                            + " bytes");
        }
        Optional<String> expected = request.header("x-amz-mp-object-size");
        if (expected.isPresent() && !expected.get().strip().equals(Long.toString(bytes))) {
            throw S3Errors.invalidRequest("The provided 'x-amz-mp-object-size' header value " + expected.get()
                    + " does not match what was computed: " + bytes);
        }
    }

    private StoredObject write(
            S3Request request, Upload upload, List<StoredObject> parts, ObjectWriter.Condition condition) {
        PartSizes sizes = new PartSizes();
        parts.forEach(part -> sizes.add(part.bytes()));
        Map<String, String> kept = new LinkedHashMap<>(upload.headers().kept());
        kept.put(PartSizes.HEADER, sizes.toString());
        kept.put(UPLOAD, upload.id());
        ObjectHeaders headers = new ObjectHeaders(upload.headers().contentType(), kept, Optional.of(etag(parts)));
        Optional<ChecksumAlgorithm.Running> whole = upload.checksum()
                .filter(checksum -> !checksum.isComposite())
                .map(checksum -> checksum.algorithm().start());
        try (ObjectWriter writer = store.writer(request.bucket(), request.key(), headers)) {
            for (StoredObject part : parts) {
                copy(upload, part, writer, whole);
            }
            checksum(upload, parts, whole).ifPresent(checksum -> {
                requireSame(request, checksum);
                Map<String, String> sums = new LinkedHashMap<>();
                checksum.putInto(sums);
                sums.forEach(writer::keep);
            });
            return Conditions.commit(writer, condition);
        }
    }

    private void copy(
            Upload upload, StoredObject part, ObjectWriter writer, Optional<ChecksumAlgorithm.Running> whole) {
        try (ObjectStore.Opened opened = uploads.open(upload, Uploads.number(part))) {
            if (!opened.object().etag().equals(part.etag())) {
                throw invalidPart();
            }
            StoredContent.copy(opened.content(), (bytes, offset, length) -> {
                writer.write(bytes, offset, length);
                whole.ifPresent(sum -> sum.update(bytes, offset, length));
            });
        } catch (IOException e) {
            throw StoredContent.unreadable(e);
        }
    }

    /// The MD5 of the parts' MD5s, and how many there are.
    private static String etag(List<StoredObject> parts) {
        ChecksumAlgorithm.RunningDigest md5 = new ChecksumAlgorithm.RunningDigest("MD5");
        for (StoredObject part : parts) {
            byte[] one = HexFormat.of().parseHex(part.etag());
            md5.update(one, 0, one.length);
        }
        return HexFormat.of().formatHex(md5.sum()) + "-" + parts.size();
    }

    private static Optional<StoredChecksum> checksum(
            Upload upload, List<StoredObject> parts, Optional<ChecksumAlgorithm.Running> whole) {
        if (upload.checksum().isEmpty()) {
            return Optional.empty();
        }
        ChecksumAlgorithm algorithm = upload.checksum().get().algorithm();
        if (whole.isPresent()) {
            String sum = Base64.getEncoder().encodeToString(whole.get().sum());
            return Optional.of(new StoredChecksum(algorithm, sum, StoredChecksum.FULL));
        }
        ChecksumAlgorithm.Running ofSums = algorithm.start();
        for (StoredObject part : parts) {
            String sum = part.headers().kept().get(algorithm.header());
            byte[] one = Base64.getDecoder().decode(sum);
            ofSums.update(one, 0, one.length);
        }
        String sum = Base64.getEncoder().encodeToString(ofSums.sum()) + "-" + parts.size();
        return Optional.of(new StoredChecksum(algorithm, sum, StoredChecksum.COMPOSITE));
    }

    private static void requireSame(S3Request request, StoredChecksum computed) {
        String header = computed.algorithm().header();
        Optional<String> expected = request.header(header);
        if (expected.isPresent() && !withoutCount(expected.get()).equals(withoutCount(computed.value()))) {
            throw new RequestException(
                    "BadDigest",
                    "The " + computed.algorithm().name() + " you specified did not match the calculated checksum.");
        }
    }

    private static String withoutCount(String sum) {
        int dash = sum.indexOf('-');
        return (dash < 0 ? sum : sum.substring(0, dash)).strip();
    }

    private static S3Answer answer(S3Request request, StoredObject object) {
        return S3Answer.xml(S3Xml.document("CompleteMultipartUploadResult", xml -> {
            xml.element(
                            "Location",
                            "http://" + request.exchange().host()
                                    + request.exchange().path())
                    .element("Bucket", request.bucket())
                    .element("Key", request.key())
                    .element("ETag", StoredHeaders.quoted(object.etag()));
            StoredChecksum.of(object).ifPresent(checksum -> checksum.writeTo(xml));
        }));
    }

    private static RequestException invalidPart() {
        return new RequestException(
                "InvalidPart",
                "One or more of the specified parts could not be found. The part may not have been uploaded, or the"
                        + " specified entity tag may not match the part's entity tag.");
    }
}
