package io.millrace.server.aws.s3;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.s3.Bucket;
import io.millrace.core.resource.s3.BucketSetting;
import io.millrace.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Setting, reading and removing the sub-resources of buckets. What is set is checked, kept and given back; what of it
/// has an effect is in the reference.
final class SettingOperations {
    private final Catalog catalog;
    private final Buckets buckets;

    SettingOperations(Catalog catalog, Buckets buckets) {
        this.catalog = catalog;
        this.buckets = buckets;
    }

    S3Answer answer(BucketSettings setting, S3Request request) {
        Bucket bucket = buckets.of(request);
        return switch (request.method()) {
            case "GET" -> read(setting, request, bucket);
            case "PUT" -> put(setting, request, bucket);
            case "DELETE" -> delete(setting, bucket);
            case "POST" -> throw S3Errors.notImplemented("POST of " + setting.parameter() + " of a bucket");
            default -> throw S3Errors.methodNotAllowed();
        };
    }

    private S3Answer read(BucketSettings setting, S3Request request, Bucket bucket) {
        if (setting == BucketSettings.POLICY_STATUS) {
            return buckets.setting(bucket.name(), BucketSettings.POLICY)
                    .map(policy -> S3Answer.xml(S3Xml.document(
                            "PolicyStatus",
                            xml -> xml.element(
                                    "IsPublic", BucketPolicy.isPublic(policy.document()) ? "TRUE" : "FALSE"))))
                    .orElseGet(() -> setting.unset(request.query()));
        }
        Optional<BucketSetting> kept = buckets.setting(bucket.name(), setting);
        if (kept.isEmpty()) {
            return setting.unset(request.query());
        }
        if (setting == BucketSettings.POLICY) {
            byte[] text = kept.get().document().getBytes(StandardCharsets.UTF_8);
            return new S3Answer.Whole(new Response(200, Map.of("Content-Type", "application/json"), text));
        }
        if (kept.get().document().isEmpty()) {
            throw new RequestException(
                    "OwnershipControlsNotFoundError", "The bucket ownership controls were not found");
        }
        return S3Answer.xml(kept.get().document(), kept.get().headers());
    }

    private S3Answer put(BucketSettings setting, S3Request request, Bucket bucket) {
        if (setting == BucketSettings.ACL && aclFromHeaders(request)) {
            return S3Answer.empty(200);
        }
        String body = RequestBody.of(request).readText();
        Optional<BucketSetting> kept = kept(setting, body, request, bucket);
        BucketSetting none = new BucketSetting(bucket.name(), setting.parameter(), "", Map.of());
        change(bucket, kept.map(Changes::put).orElseGet(() -> Changes.remove(List.of(none.id()))));
        return S3Answer.empty(setting == BucketSettings.POLICY || setting == BucketSettings.TAGGING ? 204 : 200);
    }

    /// What is to be kept; nothing where what is asked for is how it is anyway.
    private static Optional<BucketSetting> kept(BucketSettings setting, String body, S3Request request, Bucket bucket) {
        Optional<String> document =
                switch (setting) {
                    case VERSIONING -> Optional.of(SettingDocuments.versioning(body));
                    case ENCRYPTION ->
                        Optional.of(SettingForms.ENCRYPTION.read(body).document());
                    case PUBLIC_ACCESS -> Optional.of(SettingDocuments.publicAccess(body));
                    case OWNERSHIP ->
                        Optional.of(SettingForms.OWNERSHIP.read(body).document());
                    case LIFECYCLE -> Optional.of(SettingDocuments.lifecycle(body));
                    case CORS -> Optional.of(SettingDocuments.cors(body));
                    case POLICY -> Optional.of(BucketPolicy.checked(body, bucket.name()));
                    case TAGGING -> tagging(body);
                    case ACL -> {
                        SettingDocuments.requirePrivate(body);
                        yield Optional.empty();
                    }
                    case NOTIFICATION, LOGGING -> {
                        SettingDocuments.requireEmpty(body, setting.root());
                        yield Optional.empty();
                    }
                    case REQUEST_PAYMENT -> {
                        SettingDocuments.requireValue(SettingForms.REQUEST_PAYMENT.read(body), "Payer", "BucketOwner");
                        yield Optional.empty();
                    }
                    case ACCELERATE -> {
                        XmlElement root = SettingForms.ACCELERATE.read(body);
                        SettingDocuments.requireValue(root, "Status", "Suspended");
                        yield Optional.of(root.document());
                    }
                    case ABAC,
                            ANALYTICS,
                            INTELLIGENT_TIERING,
                            INVENTORY,
                            METADATA_CONFIGURATION,
                            METADATA_INVENTORY,
                            METADATA_JOURNAL,
                            METADATA_TABLE,
                            METRICS,
                            OBJECT_LOCK,
                            POLICY_STATUS,
                            REPLICATION,
                            SESSION,
                            WEBSITE -> throw S3Errors.notImplemented("setting " + setting.parameter() + " of a bucket");
                };
        Map<String, String> headers =
                setting == BucketSettings.LIFECYCLE ? SettingDocuments.lifecycleHeaders(request) : Map.of();
        return document.map(text -> new BucketSetting(bucket.name(), setting.parameter(), text, headers));
    }

    private static Optional<String> tagging(String body) {
        List<XmlElement> tags = SettingForms.TAGGING.read(body).child("TagSet").stream()
                .flatMap(set -> set.all("Tag"))
                .toList();
        return tags.isEmpty() ? Optional.empty() : Optional.of(SettingDocuments.tagging(tags));
    }

    /// Whether the list is asked for by name; every other name, and every grant, is refused by [HeaderRefusals].
    private static boolean aclFromHeaders(S3Request request) {
        HeaderRefusals.ofBucket(request);
        if (request.header("x-amz-acl").isPresent()) {
            return true;
        }
        if (request.exchange()
                        .contentLength()
                        .filter(length -> !length.equals("0"))
                        .isEmpty()
                && request.exchange().header("Transfer-Encoding").isEmpty()) {
            throw new RequestException(
                    "MissingSecurityHeader", "Your request was missing a required header: x-amz-acl");
        }
        return false;
    }

    private S3Answer delete(BucketSettings setting, Bucket bucket) {
        // Of a new bucket they are said to be there; after this they must not be.
        change(
                bucket,
                setting == BucketSettings.OWNERSHIP
                        ? Changes.put(new BucketSetting(bucket.name(), setting.parameter(), "", Map.of()))
                        : Changes.remove(List.of(BucketSetting.id(bucket.name(), setting.parameter()))));
        return S3Answer.empty(204);
    }

    /// Nothing may be kept of a bucket that was deleted meanwhile.
    private void change(Bucket bucket, Changes changes) {
        catalog.apply(() -> {
            if (buckets.find(bucket.name()).isEmpty()) {
                throw S3Errors.noSuchBucket();
            }
            return changes;
        });
    }
}
