package io.millrace.server.aws.s3;

import static io.millrace.server.aws.s3.XmlForm.group;
import static io.millrace.server.aws.s3.XmlForm.text;

import io.millrace.core.limit.Limit;

/// The documents that settings of buckets are set with.
///
/// Source: <https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html>
final class SettingForms {
    private static final int MANY = Integer.MAX_VALUE;
    private static final String BOOLEAN = "true|false|TRUE|FALSE|True|False";
    private static final String NUMBER = "[0-9]{1,18}";
    private static final String POSITIVE = "0*[1-9][0-9]{0,9}";
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{8,15}(Z|[+-][0-9]{2}:?[0-9]{2}))?";
    private static final String HEADER = "[!-~]{1,2048}";
    private static final String STORAGE_CLASS =
            "STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING|GLACIER_IR|GLACIER|DEEP_ARCHIVE";

    static final XmlForm VERSIONING = group(
            "VersioningConfiguration", text("Status", "Enabled|Suspended"), text("MfaDelete", "Enabled|Disabled"));

    static final XmlForm ENCRYPTION = group(
            "ServerSideEncryptionConfiguration",
            group(
                            "Rule",
                            group(
                                    "ApplyServerSideEncryptionByDefault",
                                    text("SSEAlgorithm", "AES256|aws:kms|aws:kms:dsse")
                                            .required(),
                                    text("KMSMasterKeyID", ".{0,2048}")),
                            text("BucketKeyEnabled", BOOLEAN),
                            group(
                                    "BlockedEncryptionTypes",
                                    text("EncryptionType", "NONE|SSE-C").times(1, 2)))
                    .required());

    static final XmlForm PUBLIC_ACCESS = group(
            "PublicAccessBlockConfiguration",
            text("BlockPublicAcls", BOOLEAN),
            text("IgnorePublicAcls", BOOLEAN),
            text("BlockPublicPolicy", BOOLEAN),
            text("RestrictPublicBuckets", BOOLEAN));

    static final XmlForm OWNERSHIP = group(
            "OwnershipControls",
            group(
                            "Rule",
                            text("ObjectOwnership", "BucketOwnerPreferred|ObjectWriter|BucketOwnerEnforced")
                                    .required())
                    .required());

    static final XmlForm TAG =
            group("Tag", text("Key").required(), text("Value").required());

    static final XmlForm TAGGING =
            group("Tagging", group("TagSet", TAG.times(0, MANY)).required());

    static final XmlForm REQUEST_PAYMENT = group(
            "RequestPaymentConfiguration",
            text("Payer", "BucketOwner|Requester").required());

    static final XmlForm ACCELERATE =
            group("AccelerateConfiguration", text("Status", "Enabled|Suspended").required());

    static final XmlForm CORS = group(
            "CORSConfiguration",
            group(
                            "CORSRule",
                            text("ID", ".{0,255}"),
                            text("AllowedHeader", HEADER).times(0, MANY),
                            text("AllowedMethod").times(1, MANY),
                            text("AllowedOrigin", HEADER).times(1, MANY),
                            text("ExposeHeader", HEADER).times(0, MANY),
                            text("MaxAgeSeconds", "[0-9]{1,9}"))
                    .times(1, Limit.S3_CORS_RULES.intValue()));

    static final XmlForm LIFECYCLE =
            group("LifecycleConfiguration", rule().times(1, Limit.S3_LIFECYCLE_RULES.intValue()));

    private SettingForms() {}

    private static XmlForm rule() {
        return group(
                "Rule",
                text("ID", ".{0,255}"),
                text("Prefix"),
                filter(),
                text("Status", "Enabled|Disabled").required(),
                group(
                        "Expiration",
                        text("Date", DATE),
                        text("Days", POSITIVE),
                        text("ExpiredObjectDeleteMarker", BOOLEAN)),
                group(
                                "Transition",
                                text("Date", DATE),
                                text("Days", NUMBER),
                                text("StorageClass", STORAGE_CLASS).required())
                        .times(0, MANY),
                group(
                                "NoncurrentVersionTransition",
                                text("NoncurrentDays", NUMBER),
                                text("StorageClass", STORAGE_CLASS).required(),
                                text("NewerNoncurrentVersions", POSITIVE))
                        .times(0, MANY),
                group(
                        "NoncurrentVersionExpiration",
                        text("NoncurrentDays", POSITIVE),
                        text("NewerNoncurrentVersions", POSITIVE)),
                group(
                        "AbortIncompleteMultipartUpload",
                        text("DaysAfterInitiation", POSITIVE).required()));
    }

    private static XmlForm filter() {
        return group(
                "Filter",
                text("Prefix"),
                TAG,
                text("ObjectSizeGreaterThan", NUMBER),
                text("ObjectSizeLessThan", NUMBER),
                group(
                        "And",
                        text("Prefix"),
                        TAG.times(0, MANY),
                        text("ObjectSizeGreaterThan", NUMBER),
                        text("ObjectSizeLessThan", NUMBER)));
    }
}
