package io.millrace.server.aws.s3;

import io.millrace.core.store.StoredObject;
import java.util.Map;
import java.util.Optional;

/// A checksum that is kept with an object or a part.
///
/// @param algorithm which one
/// @param value in base64; of several parts, with `-N` behind it where it is a checksum of checksums
/// @param type `FULL_OBJECT` or `COMPOSITE`
record StoredChecksum(ChecksumAlgorithm algorithm, String value, String type) {
    static final String FULL = "FULL_OBJECT";
    static final String COMPOSITE = "COMPOSITE";

    static Optional<StoredChecksum> of(StoredObject object) {
        Map<String, String> kept = object.headers().kept();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            String value = kept.get(algorithm.header());
            if (value != null) {
                return Optional.of(
                        new StoredChecksum(algorithm, value, kept.getOrDefault(ChecksumAlgorithm.TYPE_HEADER, FULL)));
            }
        }
        return Optional.empty();
    }

    void putInto(Map<String, String> headers) {
        headers.put(algorithm.header(), value);
        headers.put(ChecksumAlgorithm.TYPE_HEADER, type);
    }

    void writeTo(S3Xml xml) {
        xml.element(algorithm.element(), value);
        xml.element("ChecksumType", type);
    }
}
