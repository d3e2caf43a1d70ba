package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A part as a client lists it to complete an upload.
///
/// @param number 1 to 10,000
/// @param etag what the upload of the part was answered with
/// @param sums checksums by the name of the header that keeps them
record ListedPart(int number, String etag, Map<String, String> sums) {
    /// @throws RequestException `MalformedXML`, `InvalidPartOrder`
    static List<ListedPart> read(XmlElement root) {
        List<ListedPart> parts = root.all("Part").map(ListedPart::of).toList();
        if (parts.isEmpty() || parts.size() > Limit.S3_PARTS.value()) {
            throw S3Errors.malformedXml();
        }
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).number <= parts.get(i - 1).number) {
                throw new RequestException(
                        "InvalidPartOrder",
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
        }
        return parts;
    }

    private static ListedPart of(XmlElement part) {
        Map<String, String> sums = new LinkedHashMap<>();
        for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
            part.text(algorithm.element()).ifPresent(sum -> sums.put(algorithm.header(), sum.strip()));
        }
        return new ListedPart(
                PartNumber.parse(part.required("PartNumber")), Conditions.bare(part.required("ETag")), sums);
    }

    /// Whether this is what was uploaded.
    boolean isSame(StoredObject part) {
        return part.etag().equals(etag)
                && sums.entrySet().stream().allMatch(sum -> sum.getValue()
                        .equals(part.headers().kept().getOrDefault(sum.getKey(), sum.getValue())));
    }
}
