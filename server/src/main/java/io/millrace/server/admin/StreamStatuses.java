package io.millrace.server.admin;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.ingest.IngestCounts;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.StreamExtent;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// How every delivery stream is doing, put together from those who know: what came in, what the log holds, what was
/// delivered. Any thread; may read files.
public final class StreamStatuses implements Supplier<List<StreamStatus>> {
    private final Catalog catalog;
    private final Ingest ingest;
    private final EventLog log;

    public StreamStatuses(Catalog catalog, Ingest ingest, EventLog log) {
        this.catalog = catalog;
        this.ingest = ingest;
        this.log = log;
    }

    @Override
    public List<StreamStatus> get() {
        return catalog.list(DeliveryStream.class).stream().map(this::status).toList();
    }

    private StreamStatus status(DeliveryStream stream) {
        IngestCounts in = ingest.counts(stream.logStream());
        StreamExtent extent = log.extent(stream.logStream());
        return new StreamStatus(
                stream.name(),
                stream.region(),
                in.records(),
                in.bytes(),
                0,
                0,
                extent.endOffset() - extent.firstOffset(),
                extent.bytes(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
