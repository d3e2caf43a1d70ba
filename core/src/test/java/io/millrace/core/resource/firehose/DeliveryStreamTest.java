package io.millrace.core.resource.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.ResourceKinds;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliveryStreamTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    @Test
    void whatIsKeptReadsBackEqual() {
        DeliveryStream stream = stream("clicks");
        assertThat(stream.logStream()).isEqualTo("firehose.eu-west-1.clicks.00000000");
        assertThat(stream.arn()).isEqualTo("arn:aws:firehose:eu-west-1:000000000000:deliverystream/clicks");
        assertThat(DeliveryStream.KIND.read(DeliveryStream.KIND.write(stream))).isEqualTo(stream);
        assertThat(ResourceKinds.of(DeliveryStream.TYPE)).isSameAs(DeliveryStream.KIND);
    }

    @Test
    void anUpdateRaisesTheVersionAndKeepsTheLog() {
        DeliveryStream updated = stream("clicks").withDestination(destination(), NOW.plusSeconds(5), 7);
        assertThat(updated.version()).isEqualTo(new DeliveryStream.Version(2, NOW, NOW.plusSeconds(5)));
        assertThat(updated.logStream()).isEqualTo(stream("clicks").logStream());
    }

    @Test
    void namesAreCheckedAsAwsDoes() {
        assertThatThrownBy(() -> stream("a b")).hasMessageContaining("DeliveryStreamName: 'a b'");
        assertThatThrownBy(() -> stream("x".repeat(65))).hasMessageContaining("1 to 64");
    }

    @Test
    void tagsKeepTheirOrderAndAreLimited() {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putArray("Tags").addObject().put("Key", "b").put("Value", "1");
        request.withArray("Tags").addObject().put("Key", "a");
        Tags tags = Tags.parse(Fields.of(request, ""), "Tags");

        assertThat(tags.values().keySet()).containsExactly("b", "a");
        assertThat(tags.without(List.of("b")).values()).containsOnlyKeys("a");
        for (int i = 0; i < 50; i++) {
            request.withArray("Tags").addObject().put("Key", "k" + i).put("Value", "");
        }
        assertThatThrownBy(() -> Tags.parse(Fields.of(request, ""), "Tags")).hasMessageContaining("at most 50 tags");
    }

    private static DeliveryStream stream(String name) {
        return DeliveryStream.create(
                DeliveryStream.id("eu-west-1", name), destination(), Tags.NONE, NOW, new UUID(0, 0));
    }

    private static S3Destination destination() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("RoleARN", "arn:aws:iam::000000000000:role/firehose")
                .put("BucketARN", "arn:aws:s3:::clicks");
        return S3Destination.parse(Fields.of(json, "ExtendedS3DestinationConfiguration"));
    }
}
