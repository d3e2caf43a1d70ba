package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// What AWS's own Java client sees.
class S3SdkTest extends S3Session {

    @Test
    void bucketsAreMadeListedAndRemoved() {
        s3.createBucket(b -> b.bucket("second")
                .createBucketConfiguration(c -> c.locationConstraint(BucketLocationConstraint.EU_WEST_1)));

        assertThat(s3.listBuckets().buckets()).extracting("name").containsExactly(BUCKET, "second");
        assertThat(s3.getBucketLocation(b -> b.bucket("second")).locationConstraint())
                .isEqualTo(BucketLocationConstraint.EU_WEST_1);
        assertThat(s3.headBucket(b -> b.bucket("second")).bucketRegion()).isEqualTo("eu-west-1");
        s3.deleteBucket(b -> b.bucket("second"));
        assertThatThrownBy(() -> s3.headBucket(b -> b.bucket("second"))).isInstanceOf(NoSuchBucketException.class);
        put("a", "x");
        fails(() -> s3.deleteBucket(b -> b.bucket(BUCKET)), 409, "BucketNotEmpty");
        fails(() -> s3.createBucket(b -> b.bucket("xn--not-good")), 400, "InvalidBucketName");
    }

    @Test
    void anObjectComesBackAsItWasPut() {
        s3.putObject(
                b -> b.bucket(BUCKET)
                        .key("a/b c+d/é")
                        .contentType("text/plain")
                        .cacheControl("no-cache")
                        .metadata(Map.of("Who", "me")),
                RequestBody.fromString("hello"));

        ResponseBytes<GetObjectResponse> got =
                s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("a/b c+d/é"));

        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThat(got.response().contentType()).isEqualTo("text/plain");
        assertThat(got.response().cacheControl()).isEqualTo("no-cache");
        assertThat(got.response().contentEncoding()).isNull();
        assertThat(got.response().metadata()).containsEntry("who", "me");
        assertThat(got.response().eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(got.response().lastModified()).isEqualTo(S3TestServer.NOW);
    }

    @Test
    void rangesAreAnsweredInPart() {
        put("k", "0123456789");

        ResponseBytes<GetObjectResponse> middle =
                s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("k").range("bytes=2-4"));

        assertThat(middle.asUtf8String()).isEqualTo("234");
        assertThat(middle.response().contentRange()).isEqualTo("bytes 2-4/10");
        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("k").range("bytes=-3"))
                        .asUtf8String())
                .isEqualTo("789");
        fails(() -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("k").range("bytes=10-")), 416, "InvalidRange");
    }

    @Test
    void conditionsOnReadsHold() {
        String etag = put("k", "x").eTag();

        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("k").ifMatch(etag))
                        .asUtf8String())
                .isEqualTo("x");
        assertThatThrownBy(
                        () -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("k").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        fails(
                () -> s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("k").ifMatch("\"other\"")),
                412,
                "PreconditionFailed");
        fails(
                () -> s3.getObjectAsBytes(
                        b -> b.bucket(BUCKET).key("k").ifUnmodifiedSince(S3TestServer.NOW.minus(Duration.ofHours(1)))),
                412,
                "PreconditionFailed");
    }

    @Test
    void conditionsOnWritesHold() {
        s3.putObject(b -> b.bucket(BUCKET).key("k").ifNoneMatch("*"), RequestBody.fromString("first"));

        fails(
                () -> s3.putObject(b -> b.bucket(BUCKET).key("k").ifNoneMatch("*"), RequestBody.fromString("second")),
                412,
                "PreconditionFailed");
        fails(
                () -> s3.putObject(b -> b.bucket(BUCKET).key("k").ifMatch("\"00\""), RequestBody.fromString("second")),
                412,
                "PreconditionFailed");
        fails(
                () -> s3.putObject(b -> b.bucket(BUCKET).key("no").ifMatch("\"00\""), RequestBody.fromString("x")),
                404,
                "NoSuchKey");
        assertThat(get("k")).isEqualTo("first");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void checksumsAreVerifiedKeptAndGivenBack(ChecksumAlgorithm algorithm) {
        s3.putObject(b -> b.bucket(BUCKET).key("k").checksumAlgorithm(algorithm), RequestBody.fromString("hello"));

        HeadObjectResponse head = s3.headObject(b -> b.bucket(BUCKET).key("k").checksumMode(ChecksumMode.ENABLED));

        assertThat(head.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(get("k")).isEqualTo("hello");
    }

    @Test
    void aWrongChecksumLeavesNothing() {
        fails(
                () -> s3.putObject(
                        b -> b.bucket(BUCKET).key("k").checksumCRC32("AAAAAA=="), RequestBody.fromString("hello")),
                400,
                "BadDigest");
        fails(
                () -> s3.putObject(
                        b -> b.bucket(BUCKET).key("k").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                        RequestBody.fromString("hello")),
                400,
                "BadDigest");
        assertThatThrownBy(() -> get("k")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void listingsFoldAndPage() {
        for (String key : List.of("a", "b/1", "b/2", "c/1", "d", "e f")) {
            put(key, key);
        }

        List<String> keys = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        s3.listObjectsV2Paginator(b -> b.bucket(BUCKET).delimiter("/").maxKeys(2))
                .forEach(page -> {
                    assertThat(page.keyCount()).isLessThanOrEqualTo(2);
                    page.contents().stream().map(S3Object::key).forEach(keys::add);
                    page.commonPrefixes().stream().map(CommonPrefix::prefix).forEach(prefixes::add);
                });

        assertThat(keys).containsExactly("a", "d", "e f");
        assertThat(prefixes).containsExactly("b/", "c/");
        ListObjectsV2Response after =
                s3.listObjectsV2(b -> b.bucket(BUCKET).startAfter("c/1").encodingType(EncodingType.URL));
        assertThat(after.contents()).extracting(S3Object::key).containsExactly("d", "e f");
        assertThat(s3.listObjects(b -> b.bucket(BUCKET).marker("d")).contents())
                .extracting(S3Object::key)
                .containsExactly("e f");
    }

    @Test
    void manyAreDeletedAtOnce() {
        put("a", "x");
        put("b&<", "x");

        DeleteObjectsResponse deleted = s3.deleteObjects(b -> b.bucket(BUCKET)
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("a").build(),
                        ObjectIdentifier.builder().key("b&<").build(),
                        ObjectIdentifier.builder().key("never there").build())));

        assertThat(deleted.deleted()).extracting("key").containsExactly("a", "b&<", "never there");
        assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET)).contents()).isEmpty();
    }

    @Test
    void copiesTakeOverOrReplaceWhatIsKept() {
        s3.putObject(
                b -> b.bucket(BUCKET).key("from +é").metadata(Map.of("a", "1")), RequestBody.fromString("content"));

        CopyObjectResponse copied = s3.copyObject(b -> b.sourceBucket(BUCKET)
                .sourceKey("from +é")
                .destinationBucket(BUCKET)
                .destinationKey("to"));
        s3.copyObject(b -> b.sourceBucket(BUCKET)
                .sourceKey("to")
                .destinationBucket(BUCKET)
                .destinationKey("to")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("a", "2")));

        assertThat(copied.copyObjectResult().eTag()).isEqualTo("\"9a0364b9e99bb480dd25e1f0284c8555\"");
        assertThat(get("to")).isEqualTo("content");
        assertThat(s3.headObject(b -> b.bucket(BUCKET).key("to")).metadata()).containsEntry("a", "2");
        fails(
                () -> s3.copyObject(b -> b.sourceBucket(BUCKET)
                        .sourceKey("to")
                        .destinationBucket(BUCKET)
                        .destinationKey("to")),
                400,
                "InvalidRequest");
    }

    @Test
    void presignedUrlsAreTaken() throws IOException {
        put("k", "hello");
        try (S3Presigner presigner = server.presigner()) {
            URL url = presigner
                    .presignGetObject(b -> b.signatureDuration(Duration.ofMinutes(1))
                            .getObjectRequest(g -> g.bucket(BUCKET).key("k").responseContentType("text/y")))
                    .url();
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            try (InputStream body = connection.getInputStream()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("hello");
            }
            assertThat(connection.getContentType()).isEqualTo("text/y");
        }
    }

    @Test
    void whatIsNotSupportedIsRefusedByName() {
        // It waits for leave to send the body, and reads no more than the status of an answer that comes instead.
        assertThatThrownBy(() -> s3.putObject(
                        b -> b.bucket(BUCKET).key("k").serverSideEncryption(ServerSideEncryption.AWS_KMS_DSSE),
                        RequestBody.fromString("x")))
                .hasMessageContaining("Status Code: 501");
        fails(() -> s3.getBucketPolicy(b -> b.bucket(BUCKET)), 404, "NoSuchBucketPolicy");
        assertThat(s3.getBucketVersioning(b -> b.bucket(BUCKET)).status()).isNull();
        assertThat(s3.getBucketAcl(b -> b.bucket(BUCKET)).grants()).hasSize(1);
        put("k", "x");
        assertThat(s3.getObjectTagging(b -> b.bucket(BUCKET).key("k")).tagSet()).isEmpty();
    }
}
