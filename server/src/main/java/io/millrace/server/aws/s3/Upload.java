package io.millrace.server.aws.s3;

import io.millrace.core.store.KeyOrder;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.StoredObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A multipart upload in progress.
///
/// @param bucket where the object will be
/// @param key what it will be called
/// @param id names the upload
/// @param begun when it was created
/// @param headers what the object will have
/// @param checksum how the parts are to be summed up; empty when the client asked for nothing
record Upload(
        String bucket, String key, String id, Instant begun, ObjectHeaders headers, Optional<UploadChecksum> checksum) {
    /// As listings give them.
    static final Comparator<Upload> ORDER = Comparator.comparing(Upload::key, KeyOrder.INSTANCE)
            .thenComparing(Upload::begun)
            .thenComparing(Upload::id);

    private static final String KEY = "upload-key";
    private static final String ALGORITHM = "upload-checksum-algorithm";
    private static final String TYPE = "upload-checksum-type";

    /// @param type `FULL_OBJECT` or `COMPOSITE`
    record UploadChecksum(ChecksumAlgorithm algorithm, String type) {
        boolean isComposite() {
            return type.equals(StoredChecksum.COMPOSITE);
        }
    }

    /// Reads what [#toHeaders] wrote.
    static Upload of(String bucket, String id, StoredObject record) {
        Map<String, String> kept = new LinkedHashMap<>(record.headers().kept());
        String key = UrlText.decode(kept.remove(KEY), false);
        Optional<String> algorithm = Optional.ofNullable(kept.remove(ALGORITHM));
        Optional<String> type = Optional.ofNullable(kept.remove(TYPE));
        return new Upload(
                bucket,
                key,
                id,
                record.lastModified(),
                new ObjectHeaders(record.headers().contentType(), kept, Optional.empty()),
                algorithm.map(name -> new UploadChecksum(ChecksumAlgorithm.valueOf(name), type.orElseThrow())));
    }

    /// The upload as headers of the object that stands for it.
    ObjectHeaders toHeaders() {
        Map<String, String> kept = new LinkedHashMap<>(headers.kept());
        kept.put(KEY, UrlText.encode(key));
        checksum.ifPresent(wanted -> {
            kept.put(ALGORITHM, wanted.algorithm().name());
            kept.put(TYPE, wanted.type());
        });
        return new ObjectHeaders(headers.contentType(), kept, Optional.empty());
    }
}
