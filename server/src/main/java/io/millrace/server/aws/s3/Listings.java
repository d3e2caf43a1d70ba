package io.millrace.server.aws.s3;

import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectStore;
import io.millrace.core.store.StoredObject;
import java.util.List;
import java.util.Optional;

/// ListObjects and ListObjectsV2.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>
final class Listings {
    private static final ObjectStore.Listing NOTHING = new ObjectStore.Listing(List.of(), List.of(), Optional.empty());

    private final Buckets buckets;
    private final ObjectStore store;

    Listings(Buckets buckets, ObjectStore store) {
        this.buckets = buckets;
        this.store = store;
    }

    S3Answer answer(S3Request request) {
        buckets.of(request);
        if (request.query().has("versions")) {
            return versions(request);
        }
        return switch (request.query().text("list-type")) {
            case "2" -> second(request);
            case "", "1" -> first(request);
            default -> throw S3Errors.invalidArgument("list-type must be 2");
        };
    }

    private S3Answer first(S3Request request) {
        Page page = Page.of(request);
        String marker = request.query().text("marker");
        ObjectStore.Listing listing = list(request, page, marker);
        return S3Answer.xml(S3Xml.document("ListBucketResult", xml -> {
            xml.element("Name", request.bucket())
                    .element("Prefix", page.text(page.prefix))
                    .element("Marker", page.text(marker));
            if (!page.delimiter.isEmpty()) {
                listing.next().ifPresent(next -> xml.element("NextMarker", page.text(next)));
            }
            xml.element("MaxKeys", page.maxKeys);
            page.writeForm(xml);
            xml.element("IsTruncated", listing.next().isPresent());
            page.writeContents(xml, listing, Page.OWNED);
        }));
    }

    private S3Answer second(S3Request request) {
        Page page = Page.of(request);
        Optional<String> token = request.query().get("continuation-token");
        String startAfter = request.query().text("start-after");
        if (token.isPresent() && token.get().isEmpty()) {
            throw S3Errors.invalidArgument("The continuation token provided is incorrect");
        }
        ObjectStore.Listing listing =
                list(request, page, token.map(PageToken::read).orElse(startAfter));
        boolean owners = request.query().text("fetch-owner").equals("true");
        return S3Answer.xml(S3Xml.document("ListBucketResult", xml -> {
            xml.element("Name", request.bucket()).element("Prefix", page.text(page.prefix));
            token.ifPresent(given -> xml.element("ContinuationToken", given));
            listing.next().ifPresent(next -> xml.element("NextContinuationToken", PageToken.write(next)));
            if (!startAfter.isEmpty()) {
                xml.element("StartAfter", page.text(startAfter));
            }
            xml.element(
                            "KeyCount",
                            listing.objects().size() + listing.commonPrefixes().size())
                    .element("MaxKeys", page.maxKeys);
            page.writeForm(xml);
            xml.element("IsTruncated", listing.next().isPresent());
            page.writeContents(xml, listing, owners ? Page.OWNED : Page.PLAIN);
        }));
    }

    /// ListObjectVersions: each object is its only version, which S3 calls `null`.
    private S3Answer versions(S3Request request) {
        Page page = Page.of(request);
        String marker = request.query().text("key-marker");
        ObjectStore.Listing listing = list(request, page, marker);
        return S3Answer.xml(S3Xml.document("ListVersionsResult", xml -> {
            xml.element("Name", request.bucket())
                    .element("Prefix", page.text(page.prefix))
                    .element("KeyMarker", page.text(marker))
                    .element("VersionIdMarker", request.query().text("version-id-marker"));
            listing.next().ifPresent(next -> xml.element("NextKeyMarker", page.text(next))
                    .element("NextVersionIdMarker", "null"));
            xml.element("MaxKeys", page.maxKeys);
            page.writeForm(xml);
            xml.element("IsTruncated", listing.next().isPresent());
            page.writeContents(xml, listing, Page.VERSION);
        }));
    }

    private ObjectStore.Listing list(S3Request request, Page page, String after) {
        return page.maxKeys == 0
                ? NOTHING
                : store.list(request.bucket(), page.prefix, page.delimiter, after, page.maxKeys);
    }

    /// What both versions ask in the same way.
    private record Page(String prefix, String delimiter, int maxKeys, boolean encoded) {
        static final Entries PLAIN = new Entries("Contents", false, false);
        static final Entries OWNED = new Entries("Contents", true, false);
        static final Entries VERSION = new Entries("Version", true, true);

        /// How each object is written.
        private record Entries(String element, boolean owned, boolean versioned) {}

        static Page of(S3Request request) {
            S3Query query = request.query();
            return new Page(
                    query.text("prefix"),
                    query.text("delimiter"),
                    query.count("max-keys", Limit.S3_LIST_KEYS.intValue()),
                    KeyEncoding.isUrl(query));
        }

        String text(String value) {
            return KeyEncoding.text(value, encoded);
        }

        void writeForm(S3Xml xml) {
            if (!delimiter.isEmpty()) {
                xml.element("Delimiter", text(delimiter));
            }
            if (encoded) {
                xml.element("EncodingType", KeyEncoding.URL);
            }
        }

        void writeContents(S3Xml xml, ObjectStore.Listing listing, Entries entries) {
            for (StoredObject object : listing.objects()) {
                xml.element(entries.element, one -> {
                    one.element("Key", text(object.key()))
                            .element("LastModified", S3Times.xml(object.lastModified()))
                            .element("ETag", StoredHeaders.quoted(object.etag()));
                    StoredChecksum.of(object).ifPresent(checksum -> one.element(
                                    "ChecksumAlgorithm", checksum.algorithm().name())
                            .element("ChecksumType", checksum.type()));
                    one.element("Size", object.bytes());
                    if (entries.owned) {
                        Owner.write(one, "Owner");
                    }
                    one.element("StorageClass", "STANDARD");
                    if (entries.versioned) {
                        one.element("VersionId", "null").element("IsLatest", true);
                    }
                });
            }
            for (String common : listing.commonPrefixes()) {
                xml.element("CommonPrefixes", one -> one.element("Prefix", text(common)));
            }
        }
    }
}
