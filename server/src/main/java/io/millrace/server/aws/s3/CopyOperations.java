package io.millrace.server.aws.s3;

import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// CopyObject and UploadPartCopy.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>
final class CopyOperations {
    private static final String RANGE = "x-amz-copy-source-range";

    private final Buckets buckets;
    private final ObjectStore store;
    private final Uploads uploads;

    CopyOperations(Buckets buckets, ObjectStore store, Uploads uploads) {
        this.buckets = buckets;
        this.store = store;
        this.uploads = uploads;
    }

    S3Answer copyObject(S3Request request) {
        buckets.of(request);
        HeaderRefusals.ofObject(request);
        ObjectWriter.Condition condition = Conditions.ofPut(request);
        CopySource source = CopySource.of(request, buckets);
        boolean replaced = isReplaced(request);
        if (!replaced
                && source.bucket().equals(request.bucket())
                && source.key().equals(request.key())) {
            throw S3Errors.invalidRequest("This copy request is illegal because it is trying to copy an object to"
                    + " itself without changing the object's metadata, storage class, website redirect location or"
                    + " encryption attributes.");
        }
        Optional<ChecksumAlgorithm> asked =
                request.header("x-amz-checksum-algorithm").map(ChecksumAlgorithm::named);
        try (ObjectStore.Opened opened = source.open(request, store, 0, Long.MAX_VALUE)) {
            StoredObject from = opened.object();
            requireSize(from.bytes());
            ObjectHeaders headers = replaced ? StoredHeaders.of(request) : StoredHeaders.ofCopy(from);
            try (ObjectWriter writer = store.writer(request.bucket(), request.key(), headers)) {
                write(opened, writer, asked.or(() -> StoredChecksum.of(from).map(StoredChecksum::algorithm)));
                return answer("CopyObjectResult", Conditions.commit(writer, condition));
            }
        } catch (IOException e) {
            throw StoredContent.unreadable(e);
        }
    }

    private static boolean isReplaced(S3Request request) {
        return switch (request.header("x-amz-metadata-directive").orElse("COPY")) {
            case "COPY" -> false;
            case "REPLACE" -> true;
            default -> throw S3Errors.invalidArgument("Unknown metadata directive.");
        };
    }

    S3Answer copyPart(S3Request request) {
        buckets.of(request);
        int number = PartNumber.parse(request.query().text("partNumber"));
        Upload upload =
                uploads.require(request.bucket(), request.key(), request.query().text("uploadId"));
        CopySource source = CopySource.of(request, buckets);
        StoredObject from = store.head(source.bucket(), source.key()).orElseThrow(S3Errors::noSuchKey);
        ByteRange range = range(request, from);
        requireSize(range.length());
        try (ObjectStore.Opened opened = source.open(request, store, range.first(), range.length());
                ObjectWriter writer = uploads.partWriter(upload, number)) {
            if (!opened.object().etag().equals(from.etag())) {
                throw S3Errors.preconditionFailed("the source was replaced while it was copied");
            }
            write(opened, writer, upload.checksum().map(Upload.UploadChecksum::algorithm));
            StoredObject part = writer.commit();
            uploads.requireStill(upload, number);
            return answer("CopyPartResult", part);
        } catch (IOException e) {
            throw StoredContent.unreadable(e);
        }
    }

    private static ByteRange range(S3Request request, StoredObject from) {
        Optional<String> asked = request.header(RANGE);
        if (asked.isEmpty()) {
            return new ByteRange(0, from.bytes() - 1);
        }
        ByteRange range = ByteRange.of(asked.get(), Long.MAX_VALUE)
                .filter(parsed -> asked.get().strip().equals("bytes=" + parsed.first() + "-" + parsed.last()))
                .orElseThrow(() -> S3Errors.invalidArgument("The " + RANGE
                        + " value must be of the form bytes=first-last where first and last are the zero-based offsets"
                        + " of the first and last bytes to copy"));
        if (range.last() >= from.bytes()) {
            throw S3Errors.invalidArgument("Range specified is not valid for source object of size: " + from.bytes());
        }
        return range;
    }

    private static void requireSize(long bytes) {
        if (bytes > Limit.S3_PUT_BYTES.value()) {
            throw S3Errors.invalidRequest("The specified copy source is larger than the maximum allowable size for a"
                    + " copy source: " + Limit.S3_PUT_BYTES.value());
        }
    }

    /// A copy is summed up anew: what was a checksum of several parts becomes one of the whole.
    private static void write(ObjectStore.Opened from, ObjectWriter writer, Optional<ChecksumAlgorithm> algorithm) {
        Optional<ChecksumAlgorithm.Running> sum = algorithm.map(ChecksumAlgorithm::start);
        StoredContent.copy(from.content(), (bytes, offset, length) -> {
            writer.write(bytes, offset, length);
            sum.ifPresent(one -> one.update(bytes, offset, length));
        });
        sum.ifPresent(one -> {
            String value = Base64.getEncoder().encodeToString(one.sum());
            Map<String, String> kept = new LinkedHashMap<>();
            new StoredChecksum(algorithm.orElseThrow(), value, StoredChecksum.FULL).putInto(kept);
            kept.forEach(writer::keep);
        });
    }

    private static S3Answer answer(String root, StoredObject object) {
        return S3Answer.xml(S3Xml.document(root, xml -> {
            xml.element("LastModified", S3Times.xml(object.lastModified()))
                    .element("ETag", StoredHeaders.quoted(object.etag()));
            StoredChecksum.of(object)
                    .ifPresent(checksum -> xml.element(checksum.algorithm().element(), checksum.value())
                            .element("ChecksumType", checksum.type()));
        }));
    }
}
