package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.ConcurrentModificationException;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamDescription;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceInUseException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.firehose.model.Tag;

/// Every operation of Firehose that Millrace has, as AWS's own Java client calls it.
class FirehoseSdkIT {
    private static final String STREAM = "sdk";

    @TempDir
    Path folder;

    private MillraceProcess server;
    private FirehoseClient firehose;

    @BeforeEach
    void open() {
        server = new MillraceProcess(folder.resolve("data")).start();
        Streams.bucket(server, "sdk");
        firehose = FirehoseClient.builder()
                .endpointOverride(URI.create(server.url()))
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        firehose.close();
        server.close();
    }

    @Test
    void aStreamLivesAsInAws() {
        create(STREAM);
        assertThatThrownBy(() -> create(STREAM)).isInstanceOf(ResourceInUseException.class);
        assertThat(describe().deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
        assertThat(describe().deliveryStreamARN())
                .isEqualTo("arn:aws:firehose:eu-west-1:000000000000:deliverystream/sdk");
        assertThat(firehose.listDeliveryStreams().deliveryStreamNames()).containsExactly(STREAM);
        firehose.updateDestination(r -> r.deliveryStreamName(STREAM)
                .currentDeliveryStreamVersionId("1")
                .destinationId(describe().destinations().getFirst().destinationId())
                .extendedS3DestinationUpdate(d -> d.prefix("new/")));
        assertThat(describe().versionId()).isEqualTo("2");
        assertThatThrownBy(() -> firehose.updateDestination(r -> r.deliveryStreamName(STREAM)
                        .currentDeliveryStreamVersionId("1")
                        .destinationId("destinationId-000000000001")
                        .extendedS3DestinationUpdate(d -> d.prefix("newer/"))))
                .isInstanceOf(ConcurrentModificationException.class);
        firehose.tagDeliveryStream(r -> r.deliveryStreamName(STREAM)
                .tags(Tag.builder().key("team").value("web").build()));
        assertThat(firehose.listTagsForDeliveryStream(r -> r.deliveryStreamName(STREAM))
                        .tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("web"));
        firehose.untagDeliveryStream(r -> r.deliveryStreamName(STREAM).tagKeys("team"));
        server.kill();
        server.start();
        assertThat(describe().versionId()).isEqualTo("2");
        firehose.deleteDeliveryStream(r -> r.deliveryStreamName(STREAM));
        assertThatThrownBy(this::describe).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void recordsGetIdsAndAreDelivered() {
        create(STREAM);
        assertThat(firehose.putRecord(r -> r.deliveryStreamName(STREAM).record(d -> d.data(bytes("one\n"))))
                        .recordId())
                .isNotEmpty();
        assertThat(firehose.putRecordBatch(
                                r -> r.deliveryStreamName(STREAM).records(record("two\n"), record("three\n")))
                        .failedPutCount())
                .isZero();
        Streams.awaitDelivered(server, "sdk", List.of("one", "two", "three"));
    }

    @Test
    void whatIsNotThereYetIsRefusedByName() {
        assertThatThrownBy(() -> firehose.createDeliveryStream(r -> r.deliveryStreamName("k")
                        .deliveryStreamType("KinesisStreamAsSource")
                        .kinesisStreamSourceConfiguration(k ->
                                k.kinesisStreamARN("arn:aws:kinesis:::s").roleARN("arn:aws:iam::000000000000:role/r"))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("KinesisStreamAsSource");
        assertThatThrownBy(() -> firehose.createDeliveryStream(r -> r.deliveryStreamName("f")
                        .extendedS3DestinationConfiguration(d -> d.roleARN("arn:aws:iam::000000000000:role/r")
                                .bucketARN("arn:aws:s3:::sdk")
                                .dataFormatConversionConfiguration(c -> c.enabled(true)))))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("InputFormatConfiguration must not be null");
        assertThatThrownBy(() -> firehose.startDeliveryStreamEncryption(r -> r.deliveryStreamName("f")))
                .isInstanceOf(FirehoseException.class)
                .hasMessageContaining("StartDeliveryStreamEncryption");
    }

    private void create(String name) {
        firehose.createDeliveryStream(r -> r.deliveryStreamName(name)
                .extendedS3DestinationConfiguration(d -> d.roleARN("arn:aws:iam::000000000000:role/r")
                        .bucketARN("arn:aws:s3:::sdk")
                        .bufferingHints(h -> h.sizeInMBs(1).intervalInSeconds(0))));
    }

    private DeliveryStreamDescription describe() {
        return firehose.describeDeliveryStream(r -> r.deliveryStreamName(STREAM))
                .deliveryStreamDescription();
    }

    private static Record record(String text) {
        return Record.builder().data(bytes(text)).build();
    }

    private static SdkBytes bytes(String text) {
        return SdkBytes.fromUtf8String(text);
    }
}
