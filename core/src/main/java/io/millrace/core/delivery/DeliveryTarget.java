package io.millrace.core.delivery;

import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.firehose.S3Destination;

/// Where a [Delivery] delivers to at present.
///
/// @param streamName of the delivery stream; a part of object names
/// @param region of the delivery stream
/// @param version of the delivery stream
/// @param destination what is honoured
record DeliveryTarget(String streamName, String region, int version, S3Destination destination) {
    /// Where records go once they are processed.
    static DeliveryTarget ofData(DeliveryStream stream) {
        return new DeliveryTarget(
                stream.name(), stream.region(), stream.version().id(), stream.destination());
    }

    /// Where source records go as they came.
    static DeliveryTarget ofBackup(DeliveryStream stream) {
        return new DeliveryTarget(
                stream.name(),
                stream.region(),
                stream.version().id(),
                stream.destination().backup().orElseThrow());
    }
}
