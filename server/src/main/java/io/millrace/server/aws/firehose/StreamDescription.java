package io.millrace.server.aws.firehose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.time.Instant;

/// A delivery stream as DescribeDeliveryStream shows it.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_DeliveryStreamDescription.html>
final class StreamDescription {
    static final String DESTINATION_ID = "destinationId-000000000001";

    private StreamDescription() {}

    static ObjectNode of(DeliveryStream stream) {
        ObjectNode description = JsonNodeFactory.instance
                .objectNode()
                .put("DeliveryStreamName", stream.name())
                .put("DeliveryStreamARN", stream.arn())
                .put("DeliveryStreamStatus", "ACTIVE");
        description.putObject("DeliveryStreamEncryptionConfiguration").put("Status", "DISABLED");
        description
                .put("DeliveryStreamType", DeliveryStream.DIRECT_PUT)
                .put("VersionId", Integer.toString(stream.version().id()))
                .put("CreateTimestamp", seconds(stream.version().createdAt()))
                .put("LastUpdateTimestamp", seconds(stream.version().updatedAt()));
        ObjectNode destination =
                description.putArray("Destinations").addObject().put("DestinationId", DESTINATION_ID);
        destination.set("S3DestinationDescription", stream.destination().plainJson());
        destination.set("ExtendedS3DestinationDescription", stream.destination().json());
        return description.put("HasMoreDestinations", false);
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }
}
