package io.millrace.server.aws.s3;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.s3.Bucket;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The sub-resources of a bucket: which there are, how S3 answers where nothing is set, and which can be set.
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
    METADATA_CONFIGURATION("metadataConfiguration"),
    METADATA_INVENTORY("metadataInventoryTable"),
    METADATA_JOURNAL("metadataJournalTable"),
    METADATA_TABLE("metadataTable"),
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
    private final String root;
    private final String document;
    private final String code;
    private final String message;

    /// One that has an answer where nothing is set.
    BucketSettings(String parameter, String root, Consumer<S3Xml> content) {
        this.parameter = parameter;
        this.root = root;
        this.document = S3Xml.document(root, content).toString();
        this.code = "";
        this.message = "";
    }

    /// One whose absence is an error.
    BucketSettings(String parameter, String code, String message) {
        this.parameter = parameter;
        this.root = "";
        this.document = "";
        this.code = code;
        this.message = message;
    }

    /// One that is refused.
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

    /// The query parameter that names it.
    String parameter() {
        return parameter;
    }

    /// The outermost element of its document, where it has one that is not set.
    String root() {
        return root;
    }

    /// What reading it answers where nothing is set.
    S3Answer unset(S3Query query) {
        if (document.isEmpty()) {
            throw new RequestException(code, message);
        }
        if (query.has("id")) {
            throw new RequestException("NoSuchConfiguration", "The specified configuration does not exist.");
        }
        return S3Answer.xml(document, Map.of());
    }

    /// GetBucketLocation: empty for us-east-1.
    static S3Answer location(Bucket bucket) {
        String region = bucket.region().equals(Arn.DEFAULT_REGION) ? "" : bucket.region();
        return S3Answer.xml(S3Xml.text("LocationConstraint", region));
    }
}
