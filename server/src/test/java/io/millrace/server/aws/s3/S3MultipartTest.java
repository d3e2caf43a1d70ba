package io.millrace.server.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Uploads in parts, as AWS's own Java client makes them.
class S3MultipartTest extends S3Session {
    private static final int PART_BYTES = 5 << 20;

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
}
