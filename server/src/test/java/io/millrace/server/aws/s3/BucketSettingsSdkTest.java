package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.BucketAccelerateStatus;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CORSConfiguration;
import software.amazon.awssdk.services.s3.model.CORSRule;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.MFADelete;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.Payer;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/// Settings of buckets, as AWS's own Java client sets and reads them.
class BucketSettingsSdkTest extends S3Session {
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "%s", "Principal": "*", "Action": "s3:*",
             "Resource": ["arn:aws:s3:::clicks", "arn:aws:s3:::clicks/*"]%s}]}""";

    @Test
    void versioningIsDeclared() {
        assertThat(s3.getBucketVersioning(b -> b.bucket(BUCKET)).status()).isNull();
        s3.putBucketVersioning(
                b -> b.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        assertThat(s3.getBucketVersioning(b -> b.bucket(BUCKET)).status()).isEqualTo(BucketVersioningStatus.ENABLED);
        put("k", "one");
        put("k", "two");
        assertThat(s3.listObjectVersions(b -> b.bucket(BUCKET)).versions()).hasSize(1);
        fails(
                () -> s3.putBucketVersioning(
                        b -> b.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)
                                .mfaDelete(MFADelete.ENABLED))),
                501,
                "NotImplemented");
    }

    @Test
    void encryptionIsGivenBackUntilItIsDeleted() {
        ServerSideEncryptionConfiguration given = ServerSideEncryptionConfiguration.builder()
                .rules(ServerSideEncryptionRule.builder()
                        .bucketKeyEnabled(true)
                        .applyServerSideEncryptionByDefault(d ->
                                d.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID("alias/k"))
                        .build())
                .build();
        s3.putBucketEncryption(b -> b.bucket(BUCKET).serverSideEncryptionConfiguration(given));
        assertThat(s3.getBucketEncryption(b -> b.bucket(BUCKET)).serverSideEncryptionConfiguration())
                .isEqualTo(given);
        s3.deleteBucketEncryption(b -> b.bucket(BUCKET));
        fails(
                () -> s3.getBucketEncryption(b -> b.bucket(BUCKET)),
                404,
                "ServerSideEncryptionConfigurationNotFoundError");
    }

    @Test
    void blocksOfPublicAccessAreGivenBackAllFour() {
        s3.putPublicAccessBlock(b -> b.bucket(BUCKET).publicAccessBlockConfiguration(p -> p.blockPublicAcls(true)));
        assertThat(s3.getPublicAccessBlock(b -> b.bucket(BUCKET)).publicAccessBlockConfiguration())
                .isEqualTo(PublicAccessBlockConfiguration.builder()
                        .blockPublicAcls(true)
                        .blockPublicPolicy(false)
                        .ignorePublicAcls(false)
                        .restrictPublicBuckets(false)
                        .build());
        s3.deletePublicAccessBlock(b -> b.bucket(BUCKET));
        fails(() -> s3.getPublicAccessBlock(b -> b.bucket(BUCKET)), 404, "NoSuchPublicAccessBlockConfiguration");
    }

    @Test
    void ownershipIsThatOfANewBucketThenWhatIsSetThenNone() {
        OwnershipControls given = OwnershipControls.builder()
                .rules(OwnershipControlsRule.builder()
                        .objectOwnership(ObjectOwnership.OBJECT_WRITER)
                        .build())
                .build();
        assertThat(ownership(BUCKET)).isEqualTo(ObjectOwnership.BUCKET_OWNER_ENFORCED);
        s3.putBucketOwnershipControls(b -> b.bucket(BUCKET).ownershipControls(given));
        assertThat(ownership(BUCKET)).isEqualTo(ObjectOwnership.OBJECT_WRITER);
        s3.deleteBucketOwnershipControls(b -> b.bucket(BUCKET));
        fails(() -> ownership(BUCKET), 404, "OwnershipControlsNotFoundError");
        s3.createBucket(b -> b.bucket("other").objectOwnership(ObjectOwnership.BUCKET_OWNER_PREFERRED));
        assertThat(ownership("other")).isEqualTo(ObjectOwnership.BUCKET_OWNER_PREFERRED);
    }

    private ObjectOwnership ownership(String bucket) {
        return s3.getBucketOwnershipControls(b -> b.bucket(bucket))
                .ownershipControls()
                .rules()
                .getFirst()
                .objectOwnership();
    }

    @Test
    void lifecycleRulesAreGivenBackWithAnIdEach() {
        BucketLifecycleConfiguration given = BucketLifecycleConfiguration.builder()
                .rules(
                        LifecycleRule.builder()
                                .status(ExpirationStatus.ENABLED)
                                .filter(f -> f.and(a -> a.prefix("p/").tags(tag("a", "1"), tag("b", "2"))))
                                .expiration(e -> e.days(7))
                                .transitions(Transition.builder()
                                        .days(0)
                                        .storageClass(TransitionStorageClass.GLACIER)
                                        .build())
                                .build(),
                        LifecycleRule.builder()
                                .id("second")
                                .status(ExpirationStatus.DISABLED)
                                .filter(f -> f.prefix(""))
                                .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(1))
                                .build())
                .build();
        s3.putBucketLifecycleConfiguration(b -> b.bucket(BUCKET).lifecycleConfiguration(given));
        GetBucketLifecycleConfigurationResponse got = s3.getBucketLifecycleConfiguration(b -> b.bucket(BUCKET));
        assertThat(got.rules().getFirst().id()).isNotEmpty();
        assertThat(got.rules().getFirst().toBuilder().id(null).build())
                .isEqualTo(given.rules().getFirst());
        assertThat(got.rules().get(1)).isEqualTo(given.rules().get(1));
        assertThat(got.transitionDefaultMinimumObjectSizeAsString()).isEqualTo("all_storage_classes_128K");
        s3.deleteBucketLifecycle(b -> b.bucket(BUCKET));
        fails(() -> s3.getBucketLifecycleConfiguration(b -> b.bucket(BUCKET)), 404, "NoSuchLifecycleConfiguration");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void tagsAreGivenBackAlsoThoseOfTheFirstHour() {
        s3.createBucket(b -> b.bucket("tagged").createBucketConfiguration(c -> c.tags(tag("a", "1"))));
        assertThat(s3.getBucketTagging(b -> b.bucket("tagged")).tagSet()).containsExactly(tag("a", "1"));
        s3.putBucketTagging(b -> b.bucket("tagged").tagging(t -> t.tagSet(tag("b", "é&<"), tag("c", ""))));
        assertThat(s3.getBucketTagging(b -> b.bucket("tagged")).tagSet())
                .containsExactly(tag("b", "é&<"), tag("c", ""));
        fails(
                () -> s3.putBucketTagging(b -> b.bucket("tagged").tagging(t -> t.tagSet(tag("b", "1"), tag("b", "2")))),
                400,
                "InvalidTag");
        fails(
                () -> s3.putBucketTagging(b -> b.bucket("tagged").tagging(t -> t.tagSet(tag("aws:x", "1")))),
                400,
                "InvalidTag");
        s3.deleteBucketTagging(b -> b.bucket("tagged"));
        fails(() -> s3.getBucketTagging(b -> b.bucket("tagged")), 404, "NoSuchTagSet");
    }

    @Test
    void aPolicyIsGivenBackToTheLetter() {
        String open = POLICY.formatted("Allow", "");
        s3.putBucketPolicy(b -> b.bucket(BUCKET).policy(open));
        assertThat(s3.getBucketPolicy(b -> b.bucket(BUCKET)).policy()).isEqualTo(open);
        assertThat(isPublic()).isTrue();
        s3.putBucketPolicy(b -> b.bucket(BUCKET).policy(POLICY.formatted("Deny", "")));
        assertThat(isPublic()).isFalse();
        s3.putBucketPolicy(b -> b.bucket(BUCKET)
                .policy(POLICY.formatted("Allow", ", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\"}}")));
        assertThat(isPublic()).isFalse();
        s3.deleteBucketPolicy(b -> b.bucket(BUCKET));
        fails(() -> s3.getBucketPolicy(b -> b.bucket(BUCKET)), 404, "NoSuchBucketPolicy");
        fails(() -> s3.getBucketPolicyStatus(b -> b.bucket(BUCKET)), 404, "NoSuchBucketPolicy");
    }

    private boolean isPublic() {
        return s3.getBucketPolicyStatus(b -> b.bucket(BUCKET)).policyStatus().isPublic();
    }

    @Test
    void aPolicyThatSaysNothingForThisBucketIsMalformed() {
        for (String policy : List.of(
                "{}",
                "[]",
                "{",
                "{\"Statement\":[]}",
                "{\"Statement\":[1]}",
                POLICY.formatted("Perhaps", ""),
                POLICY.formatted("Allow", "").replace("clicks/", "other/"),
                POLICY.formatted("Allow", "").replace("s3:*", "sqs:*"),
                POLICY.formatted("Allow", "").replace("\"Principal\"", "\"Prinzipal\""),
                POLICY.formatted("Allow", "").replace("2012", "2013"),
                POLICY.formatted("Allow", ", \"Sid\": \"" + "x".repeat(20 << 10) + "\""))) {
            fails(() -> s3.putBucketPolicy(b -> b.bucket(BUCKET).policy(policy)), 400, "MalformedPolicy");
        }
    }

    @Test
    void theOnlyListOfAccessIsPrivate() {
        GetBucketAclResponse acl = s3.getBucketAcl(b -> b.bucket(BUCKET));
        s3.putBucketAcl(b -> b.bucket(BUCKET).acl(BucketCannedACL.PRIVATE));
        s3.putBucketAcl(b -> b.bucket(BUCKET)
                .accessControlPolicy(AccessControlPolicy.builder()
                        .owner(acl.owner())
                        .grants(acl.grants())
                        .build()));
        fails(() -> s3.putBucketAcl(b -> b.bucket(BUCKET).acl(BucketCannedACL.PUBLIC_READ)), 501, "NotImplemented");
        fails(
                () -> s3.putBucketAcl(b -> b.bucket(BUCKET)
                        .accessControlPolicy(p -> p.owner(acl.owner()).grants(List.of()))),
                501,
                "NotImplemented");
        fails(() -> s3.putBucketAcl(b -> b.bucket(BUCKET)), 400, "MissingSecurityHeader");
    }

    @Test
    void whatIsAsItIsMayBeSetAndNothingElse() {
        s3.putBucketNotificationConfiguration(b -> b.bucket(BUCKET).notificationConfiguration(n -> {}));
        s3.putBucketLogging(b -> b.bucket(BUCKET).bucketLoggingStatus(l -> {}));
        s3.putBucketRequestPayment(b -> b.bucket(BUCKET).requestPaymentConfiguration(r -> r.payer(Payer.BUCKET_OWNER)));
        assertThat(s3.getBucketAccelerateConfiguration(b -> b.bucket(BUCKET)).status())
                .isNull();
        s3.putBucketAccelerateConfiguration(
                b -> b.bucket(BUCKET).accelerateConfiguration(a -> a.status(BucketAccelerateStatus.SUSPENDED)));
        assertThat(s3.getBucketAccelerateConfiguration(b -> b.bucket(BUCKET)).status())
                .isEqualTo(BucketAccelerateStatus.SUSPENDED);

        fails(
                () -> s3.putBucketNotificationConfiguration(
                        b -> b.bucket(BUCKET).notificationConfiguration(n -> n.eventBridgeConfiguration(e -> {}))),
                501,
                "NotImplemented");
        fails(
                () -> s3.putBucketLogging(b -> b.bucket(BUCKET)
                        .bucketLoggingStatus(
                                l -> l.loggingEnabled(e -> e.targetBucket("x").targetPrefix("")))),
                501,
                "NotImplemented");
        fails(
                () -> s3.putBucketRequestPayment(
                        b -> b.bucket(BUCKET).requestPaymentConfiguration(r -> r.payer(Payer.REQUESTER))),
                501,
                "NotImplemented");
        fails(
                () -> s3.putBucketAccelerateConfiguration(
                        b -> b.bucket(BUCKET).accelerateConfiguration(a -> a.status(BucketAccelerateStatus.ENABLED))),
                501,
                "NotImplemented");
        fails(
                () -> s3.putBucketWebsite(
                        b -> b.bucket(BUCKET).websiteConfiguration(w -> w.indexDocument(i -> i.suffix("index.html")))),
                501,
                "NotImplemented");
        fails(
                () -> s3.putObjectLockConfiguration(b -> b.bucket(BUCKET).objectLockConfiguration(o -> {})),
                501,
                "NotImplemented");
    }

    @Test
    void corsRulesAreGivenBack() {
        CORSConfiguration given = CORSConfiguration.builder()
                .corsRules(CORSRule.builder()
                        .allowedMethods("GET", "PUT")
                        .allowedOrigins("https://*.example.com")
                        .allowedHeaders("*")
                        .exposeHeaders("ETag")
                        .maxAgeSeconds(60)
                        .build())
                .build();
        s3.putBucketCors(b -> b.bucket(BUCKET).corsConfiguration(given));
        assertThat(s3.getBucketCors(b -> b.bucket(BUCKET)).corsRules()).isEqualTo(given.corsRules());
        fails(() -> putCors("PATCH", "*"), 400, "InvalidRequest");
        fails(() -> putCors("GET", "*.*"), 400, "InvalidRequest");
        s3.deleteBucketCors(b -> b.bucket(BUCKET));
        fails(() -> s3.getBucketCors(b -> b.bucket(BUCKET)), 404, "NoSuchCORSConfiguration");
    }

    private void putCors(String method, String origin) {
        CORSRule rule =
                CORSRule.builder().allowedMethods(method).allowedOrigins(origin).build();
        s3.putBucketCors(b -> b.bucket(BUCKET).corsConfiguration(c -> c.corsRules(rule)));
    }

    @Test
    void settingsGoWithTheirBucketAndNotBefore() {
        s3.putBucketPolicy(b -> b.bucket(BUCKET).policy(POLICY.formatted("Deny", "")));
        s3.deleteBucket(b -> b.bucket(BUCKET));
        s3.createBucket(b -> b.bucket(BUCKET));
        fails(() -> s3.getBucketPolicy(b -> b.bucket(BUCKET)), 404, "NoSuchBucketPolicy");
        s3.putBucketPolicy(b -> b.bucket(BUCKET).policy(POLICY.formatted("Deny", "")));
        s3.close();
        server.close();
        server = S3TestServer.open(folder);
        s3 = server.client();
        assertThat(s3.getBucketPolicy(b -> b.bucket(BUCKET)).policy()).contains("Deny");
        fails(() -> s3.putBucketPolicy(b -> b.bucket("never").policy("{}")), 404, "NoSuchBucket");
    }
}
