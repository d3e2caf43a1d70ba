package io.millrace.server.admin;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.delivery.Deliveries;
import io.millrace.core.delivery.DeliveryStatus;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.ingest.IngestCounts;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Puts together what came into each delivery stream and what was delivered of it. Any thread.
public final class StreamStatuses {
    private final Catalog catalog;
    private final Ingest ingest;
    private final Deliveries deliveries;
    private final InstantSource clock;

    public StreamStatuses(Catalog catalog, Ingest ingest, Deliveries deliveries, InstantSource clock) {
        this.catalog = catalog;
        this.ingest = ingest;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /// In order of region and name.
    public List<StreamStatus> all() {
        return catalog.list(DeliveryStream.class).stream().flatMap(this::status).toList();
    }

    private Stream<StreamStatus> status(DeliveryStream stream) {
        IngestCounts in = ingest.counts(stream.logStream());
        return deliveries.status(stream).stream()
                .map(out ->
                        new StreamStatus(stream.name(), stream.region(), in.records(), in.bytes(), oldest(out), out));
    }

    private Optional<Instant> oldest(DeliveryStatus out) {
        return out.oldestUndeliveredMillis() == 0
                ? Optional.empty()
                : Optional.of(clock.instant().minusMillis(out.oldestUndeliveredMillis()));
    }
}
