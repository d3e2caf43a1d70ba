package io.millrace.server.aws.s3;

import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectWriter;
import io.millrace.core.store.StoredObject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// CreateMultipartUpload, UploadPart, AbortMultipartUpload. Parts lie in [Uploads] until [MultipartCompletion] makes
/// one object of them.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html>
final class MultipartOperations {
    private final Buckets buckets;
    private final Uploads uploads;
    private final InstantSource clock;
    private final Supplier<String> ids;

    MultipartOperations(Buckets buckets, Uploads uploads, InstantSource clock, Supplier<String> ids) {
        this.buckets = buckets;
        this.uploads = uploads;
        this.clock = clock;
        this.ids = ids;
    }

    S3Answer create(S3Request request) {
        buckets.of(request);
        HeaderRefusals.ofObject(request);
        Upload upload = new Upload(
                request.bucket(),
                request.key(),
                ids.get(),
                clock.instant(),
                StoredHeaders.of(request),
                checksum(request));
        uploads.create(upload);
        Map<String, String> headers = new LinkedHashMap<>();
        upload.checksum().ifPresent(checksum -> {
            headers.put("x-amz-checksum-algorithm", checksum.algorithm().name());
            headers.put(ChecksumAlgorithm.TYPE_HEADER, checksum.type());
        });
        S3Xml answer = S3Xml.document("InitiateMultipartUploadResult", xml -> xml.element("Bucket", upload.bucket())
                .element("Key", upload.key())
                .element("UploadId", upload.id()));
        return S3Answer.xml(answer.toString(), headers);
    }

    private static Optional<Upload.UploadChecksum> checksum(S3Request request) {
        Optional<String> type = request.header(ChecksumAlgorithm.TYPE_HEADER);
        Optional<ChecksumAlgorithm> algorithm =
                request.header("x-amz-checksum-algorithm").map(ChecksumAlgorithm::named);
        if (algorithm.isEmpty()) {
            if (type.isPresent()) {
                throw S3Errors.invalidRequest(
                        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
            }
            return Optional.empty();
        }
        ChecksumAlgorithm used = algorithm.get();
        String natural = used == ChecksumAlgorithm.CRC64NVME ? StoredChecksum.FULL : StoredChecksum.COMPOSITE;
        String wanted = type.orElse(natural);
        boolean possible =
                switch (wanted) {
                    case StoredChecksum.FULL -> used.isCrc();
                    case StoredChecksum.COMPOSITE -> used != ChecksumAlgorithm.CRC64NVME;
                    default -> throw S3Errors.invalidRequest("Value for x-amz-checksum-type header is invalid.");
                };
        if (!possible) {
            throw S3Errors.invalidRequest(
                    "The " + wanted + " checksum type cannot be used with the " + used.name() + " checksum algorithm.");
        }
        return Optional.of(new Upload.UploadChecksum(used, wanted));
    }

    S3Answer uploadPart(S3Request request) {
        buckets.of(request);
        HeaderRefusals.ofObject(request);
        int number = PartNumber.parse(request.query().text("partNumber"));
        Upload upload =
                uploads.require(request.bucket(), request.key(), request.query().text("uploadId"));
        RequestBody body = RequestBody.of(request);
        upload.checksum().ifPresent(checksum -> body.sumWith(checksum.algorithm()));
        Map<String, String> headers = new LinkedHashMap<>();
        try (ObjectWriter writer = uploads.partWriter(upload, number)) {
            body.copyTo(writer::write, Limit.S3_PUT_BYTES.value());
            body.checksum().ifPresent(checksum -> {
                requireSame(upload, checksum.algorithm());
                writer.keep(checksum.algorithm().header(), checksum.value());
                headers.put(checksum.algorithm().header(), checksum.value());
            });
            StoredObject part = writer.commit();
            headers.put("ETag", StoredHeaders.quoted(part.etag()));
        }
        uploads.requireStill(upload, number);
        return S3Answer.empty(200, headers);
    }

    private static void requireSame(Upload upload, ChecksumAlgorithm sent) {
        if (upload.checksum().isPresent() && upload.checksum().get().algorithm() != sent) {
            throw S3Errors.invalidRequest("Checksum Type mismatch occurred, expected checksum Type: "
                    + upload.checksum().get().algorithm().name() + ", actual checksum Type: " + sent.name());
        }
    }

    S3Answer abort(S3Request request) {
        buckets.of(request);
        uploads.forget(
                uploads.require(request.bucket(), request.key(), request.query().text("uploadId")));
        return S3Answer.empty(204);
    }
}
