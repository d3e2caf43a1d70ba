package io.millrace.server.aws.s3;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.s3.Bucket;
import io.millrace.core.resource.s3.BucketSetting;
import io.millrace.core.store.ObjectStore;
import io.millrace.server.aws.protocol.CredentialScope;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// ListBuckets, CreateBucket, HeadBucket, DeleteBucket. A bucket is there when the catalog knows it; its place in the
/// store is made before and removed before, so that a crash between the two is mended by asking again.
final class BucketOperations {
    private static final XmlForm TAGS = XmlForm.group("Tags", SettingForms.TAG.times(0, Integer.MAX_VALUE));

    private final Catalog catalog;
    private final Buckets buckets;
    private final ObjectStore store;
    private final Uploads uploads;
    private final InstantSource clock;
    private final ReentrantLock changing = new ReentrantLock();

    BucketOperations(Catalog catalog, Buckets buckets, ObjectStore store, Uploads uploads, InstantSource clock) {
        this.catalog = catalog;
        this.buckets = buckets;
        this.store = store;
        this.uploads = uploads;
        this.clock = clock;
    }

    S3Answer list(S3Request request) {
        String prefix = request.query().text("prefix");
        Optional<String> region = request.query().get("bucket-region");
        String after = PageToken.read(request.query().text("continuation-token"));
        int max = Math.max(1, request.query().count("max-buckets", Limit.S3_LIST_BUCKETS.intValue()));
        List<Bucket> rest = catalog.list(Bucket.class).stream()
                .filter(bucket ->
                        bucket.name().startsWith(prefix) && bucket.name().compareTo(after) > 0)
                .filter(bucket -> region.isEmpty() || region.get().equals(bucket.region()))
                .toList();
        List<Bucket> page = rest.subList(0, Math.min(max, rest.size()));
        return S3Answer.xml(S3Xml.document("ListAllMyBucketsResult", xml -> {
            Owner.write(xml, "Owner");
            xml.element("Buckets", all -> page.forEach(bucket -> write(all, bucket)));
            if (!prefix.isEmpty()) {
                xml.element("Prefix", prefix);
            }
            if (page.size() < rest.size()) {
                xml.element("ContinuationToken", PageToken.write(page.getLast().name()));
            }
        }));
    }

    private static void write(S3Xml xml, Bucket bucket) {
        xml.element("Bucket", one -> one.element("Name", bucket.name())
                .element("CreationDate", S3Times.xml(bucket.created()))
                .element("BucketRegion", bucket.region()));
    }

    S3Answer create(S3Request request) {
        String name = BucketName.checked(request.bucket());
        HeaderRefusals.ofBucket(request);
        Optional<XmlElement> wanted = configuration(request);
        String region = region(request, wanted);
        List<Resource> made = new ArrayList<>();
        made.add(new Bucket(name, region, clock.instant()));
        wanted.flatMap(root -> root.child("Tags"))
                .map(tags -> TAGS.read(tags.document()).all("Tag").toList())
                .filter(tags -> !tags.isEmpty())
                .ifPresent(tags -> made.add(setting(name, BucketSettings.TAGGING, SettingDocuments.tagging(tags))));
        request.header("x-amz-object-ownership")
                .ifPresent(value -> made.add(setting(name, BucketSettings.OWNERSHIP, ownership(value))));
        changing.lock();
        try {
            store.createBucket(name);
            if (buckets.find(name).isEmpty()) {
                catalog.apply(() -> new Changes(made, List.of()));
            } else if (!region.equals(Arn.DEFAULT_REGION)) {
                // In us-east-1 alone S3 lets an owner create a bucket again.
                throw new RequestException(
                        "BucketAlreadyOwnedByYou",
                        "Your previous request to create the named bucket succeeded and you already own it.");
            }
        } finally {
            changing.unlock();
        }
        return S3Answer.empty(200, Map.of("Location", "/" + name));
    }

    private static BucketSetting setting(String bucket, BucketSettings setting, String document) {
        return new BucketSetting(bucket, setting.parameter(), document, Map.of());
    }

    private static String ownership(String value) {
        return S3Xml.document(
                        "OwnershipControls", xml -> xml.element("Rule", rule -> rule.element("ObjectOwnership", value)))
                .toString();
    }

    private static Optional<XmlElement> configuration(S3Request request) {
        String body = RequestBody.of(request).readText();
        if (body.isBlank()) {
            return Optional.empty();
        }
        XmlElement root = XmlElement.parse(body, "CreateBucketConfiguration");
        for (String refused : List.of("Location", "Bucket")) {
            if (root.child(refused).isPresent()) {
                throw S3Errors.notImplemented("CreateBucketConfiguration." + refused);
            }
        }
        return Optional.of(root);
    }

    /// The endpoint's region, and the body's where that says another; only us-east-1 makes buckets for other regions.
    private static String region(S3Request request, Optional<XmlElement> wanted) {
        String asked = wanted.flatMap(root -> root.text("LocationConstraint")).orElse(request.region());
        String region = asked.equals("EU") ? "eu-west-1" : asked;
        if (!CredentialScope.isRegion(region)) {
            throw new RequestException("InvalidLocationConstraint", "The specified location-constraint is not valid");
        }
        if (!request.region().equals(Arn.DEFAULT_REGION) && !request.region().equals(region)) {
            throw new RequestException(
                    "IllegalLocationConstraintException",
                    "The " + region + " location constraint is incompatible for the region specific endpoint this"
                            + " request was sent to.");
        }
        return region;
    }

    S3Answer head(S3Request request) {
        Bucket bucket = buckets.of(request);
        return S3Answer.empty(200, Map.of("x-amz-bucket-region", bucket.region(), "Content-Type", "application/xml"));
    }

    S3Answer delete(S3Request request) {
        Bucket bucket = buckets.of(request);
        changing.lock();
        try {
            store.deleteBucket(bucket.name());
            uploads.forgetAll(bucket.name());
            catalog.apply(() -> Changes.remove(allOf(bucket)));
        } finally {
            changing.unlock();
        }
        return S3Answer.empty(204);
    }

    private static List<ResourceId> allOf(Bucket bucket) {
        List<ResourceId> ids = new ArrayList<>(List.of(bucket.id()));
        for (BucketSettings setting : BucketSettings.values()) {
            ids.add(BucketSetting.id(bucket.name(), setting.parameter()));
        }
        return ids;
    }
}
