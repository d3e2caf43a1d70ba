package io.millrace.server.aws.s3;

import io.millrace.core.limit.Limit;
import io.millrace.core.store.KeyOrder;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// ListParts and ListMultipartUploads.
final class UploadListings {
    private final Buckets buckets;
    private final Uploads uploads;

    UploadListings(Buckets buckets, Uploads uploads) {
        this.buckets = buckets;
        this.uploads = uploads;
    }

    S3Answer parts(S3Request request) {
        buckets.of(request);
        S3Query query = request.query();
        Upload upload = uploads.require(request.bucket(), request.key(), query.text("uploadId"));
        boolean encoded = KeyEncoding.isUrl(query);
        int after = query.has("part-number-marker") ? query.count("part-number-marker", Limit.S3_PARTS.intValue()) : 0;
        int max = query.count("max-parts", Limit.S3_LIST_KEYS.intValue());
        ObjectStore.Listing page = uploads.parts(upload, after, Math.max(1, max));
        List<StoredObject> shown = max == 0 ? List.of() : page.objects();
        return S3Answer.xml(S3Xml.document("ListPartsResult", xml -> {
            xml.element("Bucket", upload.bucket())
                    .element("Key", KeyEncoding.text(upload.key(), encoded))
                    .element("UploadId", upload.id());
            Owner.write(xml, "Initiator");
            Owner.write(xml, "Owner");
            xml.element("StorageClass", "STANDARD").element("PartNumberMarker", after);
            if (!shown.isEmpty()) {
                xml.element("NextPartNumberMarker", Uploads.number(shown.getLast()));
            }
            xml.element("MaxParts", max)
                    .element("IsTruncated", max > 0 && page.next().isPresent());
            upload.checksum().ifPresent(checksum -> xml.element(
                            "ChecksumAlgorithm", checksum.algorithm().name())
                    .element("ChecksumType", checksum.type()));
            shown.forEach(part -> write(xml, part));
        }));
    }

    private static void write(S3Xml xml, StoredObject part) {
        xml.element("Part", one -> {
            one.element("PartNumber", Uploads.number(part))
                    .element("LastModified", S3Times.xml(part.lastModified()))
                    .element("ETag", StoredHeaders.quoted(part.etag()))
                    .element("Size", part.bytes());
            StoredChecksum.of(part).ifPresent(sum -> one.element(sum.algorithm().element(), sum.value()));
        });
    }

    S3Answer uploads(S3Request request) {
        buckets.of(request);
        S3Query query = request.query();
        boolean encoded = KeyEncoding.isUrl(query);
        int max = query.count("max-uploads", Limit.S3_LIST_KEYS.intValue());
        Page page = page(request, max);
        return S3Answer.xml(S3Xml.document("ListMultipartUploadsResult", xml -> {
            xml.element("Bucket", request.bucket())
                    .element("KeyMarker", KeyEncoding.text(query.text("key-marker"), encoded))
                    .element("UploadIdMarker", query.text("upload-id-marker"));
            if (page.truncated) {
                xml.element("NextKeyMarker", KeyEncoding.text(page.lastKey, encoded))
                        .element("NextUploadIdMarker", page.lastId);
            }
            xml.element("Prefix", KeyEncoding.text(query.text("prefix"), encoded));
            if (query.has("delimiter")) {
                xml.element("Delimiter", KeyEncoding.text(query.text("delimiter"), encoded));
            }
            if (encoded) {
                xml.element("EncodingType", KeyEncoding.URL);
            }
            xml.element("MaxUploads", max).element("IsTruncated", page.truncated);
            page.shown.forEach(upload -> write(xml, upload, encoded));
            page.folded.forEach(common ->
                    xml.element("CommonPrefixes", one -> one.element("Prefix", KeyEncoding.text(common, encoded))));
        }));
    }

    private static void write(S3Xml xml, Upload upload, boolean encoded) {
        xml.element("Upload", one -> {
            one.element("Key", KeyEncoding.text(upload.key(), encoded)).element("UploadId", upload.id());
            Owner.write(one, "Initiator");
            Owner.write(one, "Owner");
            one.element("StorageClass", "STANDARD").element("Initiated", S3Times.xml(upload.begun()));
            upload.checksum().ifPresent(checksum -> one.element(
                            "ChecksumAlgorithm", checksum.algorithm().name())
                    .element("ChecksumType", checksum.type()));
        });
    }

    private static final class Page {
        final List<Upload> shown = new ArrayList<>();
        final Set<String> folded = new LinkedHashSet<>();
        String lastKey = "";
        String lastId = "";
        boolean truncated;
    }

    private Page page(S3Request request, int max) {
        S3Query query = request.query();
        String prefix = query.text("prefix");
        String delimiter = query.text("delimiter");
        String keyMarker = query.text("key-marker");
        boolean behindFolder = !delimiter.isEmpty() && keyMarker.endsWith(delimiter);
        Page page = new Page();
        boolean afterMarker = keyMarker.isEmpty();
        for (Upload upload : uploads.list(request.bucket())) {
            String key = upload.key();
            afterMarker = afterMarker || isAfter(upload, keyMarker, query.text("upload-id-marker"));
            if (!key.startsWith(prefix) || !afterMarker || (behindFolder && key.startsWith(keyMarker))) {
                continue;
            }
            int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
            String common = end < 0 ? "" : key.substring(0, end + delimiter.length());
            if (page.folded.contains(common)) {
                continue;
            }
            if (page.shown.size() + page.folded.size() == max) {
                page.truncated = max > 0;
                return page;
            }
            if (end < 0) {
                page.shown.add(upload);
            } else {
                page.folded.add(common);
            }
            page.lastKey = end < 0 ? key : common;
            page.lastId = end < 0 ? upload.id() : "";
        }
        return page;
    }

    /// Uploads of one key follow each other by the time they were begun, so the marker's own place counts, not its
    /// order.
    private boolean isAfter(Upload upload, String keyMarker, String idMarker) {
        int order = KeyOrder.INSTANCE.compare(upload.key(), keyMarker);
        if (order != 0 || idMarker.isEmpty()) {
            return order > 0;
        }
        return uploads.find(upload.bucket(), idMarker)
                .map(marker -> Upload.ORDER.compare(upload, marker) > 0)
                .orElse(true);
    }
}
