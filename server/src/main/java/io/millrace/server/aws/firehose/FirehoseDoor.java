package io.millrace.server.aws.firehose;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.fault.RequestException;
import io.millrace.core.ingest.Ingest;
import io.millrace.server.aws.protocol.JsonService;
import io.millrace.server.aws.protocol.JsonService.Handler;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/// Amazon Data Firehose's API: which method answers which operation.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_Operations.html>
public final class FirehoseDoor {
    private FirehoseDoor() {}

    /// @param ids random ones: part of the name of a stream's log
    public static JsonService service(Catalog catalog, Ingest ingest, InstantSource clock, Supplier<UUID> ids) {
        StreamOperations streams = new StreamOperations(catalog, ingest, clock, ids);
        TagOperations tags = new TagOperations(catalog);
        PutOperations puts = new PutOperations(catalog, ingest);
        return new JsonService(
                "Firehose_20150804",
                "1.1",
                Map.ofEntries(
                        Map.entry("PutRecord", JsonService.data(puts::putRecord)),
                        Map.entry("PutRecordBatch", JsonService.data(puts::putRecordBatch)),
                        Map.entry("CreateDeliveryStream", JsonService.control(streams::create)),
                        Map.entry("DescribeDeliveryStream", JsonService.control(streams::describe)),
                        Map.entry("ListDeliveryStreams", JsonService.control(streams::list)),
                        Map.entry("UpdateDestination", JsonService.control(streams::updateDestination)),
                        Map.entry("DeleteDeliveryStream", JsonService.control(streams::delete)),
                        Map.entry("TagDeliveryStream", JsonService.control(tags::tag)),
                        Map.entry("UntagDeliveryStream", JsonService.control(tags::untag)),
                        Map.entry("ListTagsForDeliveryStream", JsonService.control(tags::list)),
                        Map.entry(
                                "StartDeliveryStreamEncryption",
                                JsonService.control(refused("StartDeliveryStreamEncryption"))),
                        Map.entry(
                                "StopDeliveryStreamEncryption",
                                JsonService.control(refused("StopDeliveryStreamEncryption")))));
    }

    private static Handler refused(String operation) {
        return call -> {
            throw RequestException.invalidArgument(operation
                    + " is not supported by Millrace: encrypt the disk that holds the data directory instead");
        };
    }
}
