package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.s3.Bucket;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// The sub-resources of a bucket, none of which can be set: reads are answered as S3 answers for a bucket where nothing
/// is set, writes are refused by name.
enum BucketSettings {
    ABAC("abac"),
    ACCELERATE("accelerate", "AccelerateConfiguration", xml -> {}),
    ACL("acl", "AccessControlPolicy", AccessControl::write),
    ANALYTICS("analytics", "ListBucketAnalyticsConfigurationResult", BucketSettings::emptyList),
    CORS("cors", "NoSuchCORSConfiguration", "The CORS configuration does not exist"),
    ENCRYPTION(
            "encryption",
            "ServerSideEncryptionConfigurationNotFoundError",
            "The server side encryption configuration was not found"),
    INTELLIGENT_TIERING(
            "intelligent-tiering", "ListBucketIntelligentTieringConfigurationsOutput", BucketSettings::emptyList),
    INVENTORY("inventory", "ListInventoryConfigurationsResult", BucketSettings::emptyList),
    LIFECYCLE("lifecycle", "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
    LOGGING("logging", "BucketLoggingStatus", xml -> {}),
    METADATA_TABLE("metadataTable"),
    METADATA_CONFIGURATION("metadataConfiguration"),
    METRICS("metrics", "ListMetricsConfigurationsResult", BucketSettings::emptyList),
    NOTIFICATION("notification", "NotificationConfiguration", xml -> {}),
    OBJECT_LOCK(
            "object-lock",
            "ObjectLockConfigurationNotFoundError",
            "Object Lock configuration does not exist for this bucket"),
    OWNERSHIP(
            "ownershipControls",
            "OwnershipControls",
            xml -> xml.element("Rule", rule -> rule.element("ObjectOwnership", "BucketOwnerEnforced"))),
    POLICY("policy", "NoSuchBucketPolicy", "The bucket policy does not exist"),
    POLICY_STATUS("policyStatus", "NoSuchBucketPolicy", "The bucket policy does not exist"),
    PUBLIC_ACCESS(
            "publicAccessBlock",
            "NoSuchPublicAccessBlockConfiguration",
            "The public access block configuration was not found"),
    REPLICATION("replication", "ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
    REQUEST_PAYMENT("requestPayment", "RequestPaymentConfiguration", xml -> xml.element("Payer", "BucketOwner")),
    SESSION("session"),
    TAGGING("tagging", "NoSuchTagSet", "The TagSet does not exist"),
    VERSIONING("versioning", "VersioningConfiguration", xml -> {}),
    WEBSITE("website", "NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration");

    private final String parameter;
    private final Optional<S3Xml> present;
    private final Optional<RequestException> absent;

    BucketSettings(String parameter, String root, Consumer<S3Xml> content) {
        this.parameter = parameter;
        this.present = Optional.of(S3Xml.document(root, content));
        this.absent = Optional.empty();
    }

    BucketSettings(String parameter, String code, String message) {
        this.parameter = parameter;
        this.present = Optional.empty();
        this.absent = Optional.of(new RequestException(code, message));
    }

    BucketSettings(String parameter) {
        this(parameter, "NotImplemented", "Not implemented: " + parameter + " of a bucket");
    }

    private static void emptyList(S3Xml xml) {
        xml.element("IsTruncated", false);
    }

    /// The sub-resource that a query names.
    static Optional<BucketSettings> asked(S3Query query) {
        return Arrays.stream(values())
                .filter(setting -> query.has(setting.parameter))
                .findFirst();
    }

    S3Answer answer(S3Request request, Buckets buckets) {
        buckets.of(request);
        return switch (request.method()) {
            case "GET" -> read(request.query());
            // Nothing is set, so nothing is left to do.
            case "DELETE" -> S3Answer.empty(204);
            case "PUT", "POST" -> throw S3Errors.notImplemented("setting " + parameter + " of a bucket");
            default -> throw S3Errors.methodNotAllowed();
        };
    }

    private S3Answer read(S3Query query) {
        if (present.isPresent() && query.has("id")) {
            throw new RequestException("NoSuchConfiguration", "The specified configuration does not exist.");
        }
        return S3Answer.xml(present.orElseThrow(absent::orElseThrow));
    }

    /// GetBucketLocation: empty for us-east-1.
    static S3Answer location(Bucket bucket) {
        String region = bucket.region().equals(Arn.DEFAULT_REGION) ? "" : bucket.region();
        return S3Answer.xml(S3Xml.text("LocationConstraint", region));
    }
}
