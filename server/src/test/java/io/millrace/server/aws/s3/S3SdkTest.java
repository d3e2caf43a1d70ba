package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// What AWS's own Java client sees.
class S3SdkTest {
    private static final String BUCKET = "clicks";
    private static final int PART_BYTES = 5 << 20;

    @TempDir
    Path folder;

    private S3TestServer server;
    private S3Client s3;

    @BeforeEach
    void open() {
        server = S3TestServer.open(folder);
        s3 = server.client();
        s3.createBucket(b -> b.bucket(BUCKET));
    }

    @AfterEach
    void close() {
        s3.close();
        server.close();
    }

    private PutObjectResponse put(String key, String text) {
        return s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }

    private String get(String key) {
        return s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String();
    }

    private static void fails(ThrowingCallable call, int status, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

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
    void partsBecomeOneObjectAlsoAfterARestart() {
        byte[] content = new byte[2 * PART_BYTES + 17];
        new Random(1).nextBytes(content);
        CreateMultipartUploadResponse upload = s3.createMultipartUpload(
                b -> b.bucket(BUCKET).key("big").contentType("text/x").checksumAlgorithm(ChecksumAlgorithm.SHA256));
        List<CompletedPart> parts = new ArrayList<>();
        parts.add(part(upload.uploadId(), 1, Arrays.copyOfRange(content, 0, PART_BYTES)));
        s3.close();
        server.close();
        server = S3TestServer.open(folder);
        s3 = server.client();
        parts.add(part(upload.uploadId(), 2, Arrays.copyOfRange(content, PART_BYTES, 2 * PART_BYTES)));
        parts.add(part(upload.uploadId(), 7, Arrays.copyOfRange(content, 2 * PART_BYTES, content.length)));

        assertThat(s3.listMultipartUploads(b -> b.bucket(BUCKET)).uploads())
                .extracting("key")
                .containsExactly("big");
        assertThat(s3.listParts(b -> b.bucket(BUCKET).key("big").uploadId(upload.uploadId()))
                        .parts())
                .extracting("partNumber")
                .containsExactly(1, 2, 7);
        String etag = s3.completeMultipartUpload(b ->
                        b.bucket(BUCKET).key("big").uploadId(upload.uploadId()).multipartUpload(m -> m.parts(parts)))
                .eTag();

        assertThat(etag).endsWith("-3\"");
        ResponseBytes<GetObjectResponse> got =
                s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("big").checksumMode(ChecksumMode.ENABLED));
        assertThat(got.asByteArray()).isEqualTo(content);
        assertThat(got.response().contentType()).isEqualTo("text/x");
        assertThat(got.response().checksumType()).isEqualTo(ChecksumType.COMPOSITE);
        assertThat(got.response().checksumSHA256()).endsWith("-3");
        ResponseBytes<GetObjectResponse> second =
                s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("big").partNumber(3));
        assertThat(second.asByteArray()).hasSize(17);
        assertThat(second.response().partsCount()).isEqualTo(3);
        assertThat(s3.listMultipartUploads(b -> b.bucket(BUCKET)).uploads()).isEmpty();
        assertThat(server.store().list(Uploads.BUCKET, "", "", "", 10).objects())
                .isEmpty();
        s3.completeMultipartUpload(
                b -> b.bucket(BUCKET).key("big").uploadId(upload.uploadId()).multipartUpload(m -> m.parts(parts)));
    }

    private CompletedPart part(String upload, int number, byte[] bytes) {
        UploadPartResponse answer = s3.uploadPart(
                b -> b.bucket(BUCKET)
                        .key("big")
                        .uploadId(upload)
                        .partNumber(number)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromBytes(bytes));
        return CompletedPart.builder()
                .partNumber(number)
                .eTag(answer.eTag())
                .checksumSHA256(answer.checksumSHA256())
                .build();
    }

    @Test
    void anUploadThatIsAbortedLeavesNothing() {
        String id = s3.createMultipartUpload(b -> b.bucket(BUCKET).key("big")).uploadId();
        s3.uploadPart(b -> b.bucket(BUCKET).key("big").uploadId(id).partNumber(1), RequestBody.fromString("x"));

        s3.abortMultipartUpload(b -> b.bucket(BUCKET).key("big").uploadId(id));

        assertThat(server.store().list(Uploads.BUCKET, "", "", "", 10).objects())
                .isEmpty();
        fails(() -> s3.abortMultipartUpload(b -> b.bucket(BUCKET).key("big").uploadId(id)), 404, "NoSuchUpload");
    }

    @Test
    void badCompletionsAreRefused() {
        String id = s3.createMultipartUpload(b -> b.bucket(BUCKET).key("big")).uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int number = 1; number <= 2; number++) {
            int part = number;
            UploadPartResponse answer = s3.uploadPart(
                    b -> b.bucket(BUCKET).key("big").uploadId(id).partNumber(part), RequestBody.fromString("x"));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(answer.eTag())
                    .build());
        }

        fails(() -> complete(id, parts), 400, "EntityTooSmall");
        fails(() -> complete(id, parts.reversed()), 400, "InvalidPartOrder");
        fails(
                () -> complete(
                        id,
                        List.of(CompletedPart.builder()
                                .partNumber(1)
                                .eTag("\"00\"")
                                .build())),
                400,
                "InvalidPart");
        fails(() -> complete("no-such-id", parts), 404, "NoSuchUpload");
    }

    private void complete(String id, List<CompletedPart> parts) {
        s3.completeMultipartUpload(b -> b.bucket(BUCKET).key("big").uploadId(id).multipartUpload(m -> m.parts(parts)));
    }

    @Test
    void partsAreCopiedFromObjects() {
        put("source", "0123456789");
        String id = s3.createMultipartUpload(b -> b.bucket(BUCKET).key("big")).uploadId();

        String etag = s3.uploadPartCopy(b -> b.sourceBucket(BUCKET)
                        .sourceKey("source")
                        .destinationBucket(BUCKET)
                        .destinationKey("big")
                        .uploadId(id)
                        .partNumber(1)
                        .copySourceRange("bytes=2-5"))
                .copyPartResult()
                .eTag();
        complete(id, List.of(CompletedPart.builder().partNumber(1).eTag(etag).build()));

        assertThat(get("big")).isEqualTo("2345");
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
        assertThatThrownBy(() -> s3.putObject(
                        b -> b.bucket(BUCKET).key("k").serverSideEncryption(ServerSideEncryption.AES256),
                        RequestBody.fromString("x")))
                .hasMessageContaining("x-amz-server-side-encryption");
        fails(() -> s3.putBucketPolicy(b -> b.bucket(BUCKET).policy("{}")), 501, "NotImplemented");
        fails(() -> s3.getBucketPolicy(b -> b.bucket(BUCKET)), 404, "NoSuchBucketPolicy");
        assertThat(s3.getBucketVersioning(b -> b.bucket(BUCKET)).status()).isNull();
        assertThat(s3.getBucketAcl(b -> b.bucket(BUCKET)).grants()).hasSize(1);
        put("k", "x");
        assertThat(s3.getObjectTagging(b -> b.bucket(BUCKET).key("k")).tagSet()).isEmpty();
    }
}
