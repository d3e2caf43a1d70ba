package io.millrace.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.millrace.core.delivery.transform.TransformStatus;
import io.millrace.server.admin.StreamStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/// A set of meters for each delivery stream there is; those of a deleted stream go. Owned by [PrometheusMetrics].
final class StreamMeters {
    private final MeterRegistry registry;
    private final Map<Tags, Bound> bound = new HashMap<>();

    /// The latest numbers of a stream, and the meters that read them.
    private record Bound(AtomicReference<StreamStatus> latest, List<Meter> meters) {}

    private static final String PREFIX = "millrace.stream.";

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void update(List<StreamStatus> streams) {
        Map<Tags, StreamStatus> now = new HashMap<>();
        streams.forEach(stream -> now.put(Tags.of("stream", stream.name(), "region", stream.region()), stream));
        bound.entrySet().removeIf(entry -> {
            boolean gone = !now.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().meters().forEach(registry::remove);
            }
            return gone;
        });
        now.forEach((tags, stream) -> bound.computeIfAbsent(tags, unseen -> bind(unseen, stream))
                .latest()
                .set(stream));
    }

    private Bound bind(Tags tags, StreamStatus first) {
        AtomicReference<StreamStatus> latest = new AtomicReference<>(first);
        List<Meter> meters = List.of(
                counter("records.in", "Records acknowledged", tags, latest, StreamStatus::recordsIn),
                counter("bytes.in", "Bytes acknowledged", tags, latest, StreamStatus::bytesIn),
                counter("records.delivered", "Records delivered", tags, latest, s -> s.delivery()
                        .delivered()
                        .records()),
                counter("records.failed", "Records under the error prefix", tags, latest, StreamStatus::failed),
                counter("records.corrupt", "Records damaged in the log", tags, latest, s -> s.delivery()
                        .corruptRecords()),
                counter("records.dropped", "Records dropped undelivered", tags, latest, s -> s.delivery()
                        .droppedRecords()),
                counter("objects", "Objects written", tags, latest, s -> s.delivery()
                        .delivered()
                        .objects()),
                counter("function.calls", "Calls that the function answered", tags, latest, s -> function(s)
                        .calls()),
                counter("function.failed.calls", "Calls of the function that failed", tags, latest, s -> function(s)
                        .failedCalls()),
                counter("function.dropped.records", "Records that the function dropped", tags, latest, s -> function(s)
                        .droppedRecords()),
                gauge("backlog.records", "Records not yet delivered", tags, latest, s -> s.delivery()
                        .backlogRecords()),
                gauge(
                        "failing",
                        "1 while delivery fails",
                        tags,
                        latest,
                        s -> s.delivery().trouble().isPresent() ? 1 : 0));
        return new Bound(latest, meters);
    }

    private static TransformStatus function(StreamStatus stream) {
        return stream.delivery().function().orElse(TransformStatus.NOTHING);
    }

    private Meter counter(
            String name,
            String description,
            Tags tags,
            AtomicReference<StreamStatus> latest,
            ToDoubleFunction<StreamStatus> value) {
        return FunctionCounter.builder(PREFIX + name, latest, l -> value.applyAsDouble(l.get()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Meter gauge(
            String name,
            String description,
            Tags tags,
            AtomicReference<StreamStatus> latest,
            ToDoubleFunction<StreamStatus> value) {
        return Gauge.builder(PREFIX + name, latest, l -> value.applyAsDouble(l.get()))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
