package io.millrace.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
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
    private record Bound(AtomicReference<StreamFigures> latest, List<Meter> meters) {}

    StreamMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void update(List<StreamFigures> streams) {
        Map<Tags, StreamFigures> now = new HashMap<>();
        streams.forEach(stream -> now.put(Tags.of("stream", stream.name(), "region", stream.region()), stream));
        bound.entrySet().removeIf(entry -> {
            boolean gone = !now.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().meters().forEach(registry::remove);
            }
            return gone;
        });
        now.forEach((tags, stream) ->
                bound.computeIfAbsent(tags, this::bind).latest().set(stream));
    }

    private Bound bind(Tags tags) {
        AtomicReference<StreamFigures> latest = new AtomicReference<>(new StreamFigures("", "", 0, 0, 0, 0, 0, false));
        List<Meter> meters = List.of(
                counter("millrace.stream.records.in", "Records acknowledged", tags, latest, StreamFigures::recordsIn),
                counter("millrace.stream.bytes.in", "Bytes acknowledged", tags, latest, StreamFigures::bytesIn),
                counter(
                        "millrace.stream.records.delivered",
                        "Records delivered",
                        tags,
                        latest,
                        StreamFigures::delivered),
                counter("millrace.stream.objects", "Objects written", tags, latest, StreamFigures::objects),
                gauge(
                        "millrace.stream.backlog.records",
                        "Records not yet delivered",
                        tags,
                        latest,
                        StreamFigures::backlog),
                gauge(
                        "millrace.stream.failing",
                        "1 when the last delivery failed",
                        tags,
                        latest,
                        s -> s.failing() ? 1 : 0));
        return new Bound(latest, meters);
    }

    private Meter counter(
            String name,
            String description,
            Tags tags,
            AtomicReference<StreamFigures> latest,
            ToDoubleFunction<StreamFigures> value) {
        return FunctionCounter.builder(name, latest, l -> value.applyAsDouble(l.get()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Meter gauge(
            String name,
            String description,
            Tags tags,
            AtomicReference<StreamFigures> latest,
            ToDoubleFunction<StreamFigures> value) {
        return Gauge.builder(name, latest, l -> value.applyAsDouble(l.get()))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
