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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// A set of meters for each thing of a kind that there is; those of a deleted one go. Owned by [PrometheusMetrics].
///
/// @param <T> the status of such a thing
final class TaggedMeters<T> {
    private final MeterRegistry registry;
    private final Function<T, Tags> tags;
    private final List<TaggedFigure<T>> figures;
    private final Map<Tags, Bound<T>> bound = new HashMap<>();

    /// The latest numbers of a thing, and the meters that read them.
    private record Bound<T>(AtomicReference<T> latest, List<Meter> meters) {}

    /// @param tags that tell things of this kind apart
    TaggedMeters(MeterRegistry registry, Function<T, Tags> tags, List<TaggedFigure<T>> figures) {
        this.registry = registry;
        this.tags = tags;
        this.figures = figures;
    }

    void update(List<T> all) {
        Map<Tags, T> now = new HashMap<>();
        all.forEach(one -> now.put(tags.apply(one), one));
        bound.entrySet().removeIf(entry -> {
            boolean gone = !now.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().meters().forEach(registry::remove);
            }
            return gone;
        });
        now.forEach((key, one) ->
                bound.computeIfAbsent(key, unseen -> bind(unseen, one)).latest().set(one));
    }

    private Bound<T> bind(Tags key, T first) {
        AtomicReference<T> latest = new AtomicReference<>(first);
        return new Bound<>(
                latest,
                figures.stream().map(figure -> meter(figure, key, latest)).toList());
    }

    private Meter meter(TaggedFigure<T> figure, Tags key, AtomicReference<T> latest) {
        ToDoubleFunction<AtomicReference<T>> value = reference -> figure.value().applyAsDouble(reference.get());
        return switch (figure.kind()) {
            case COUNTER ->
                FunctionCounter.builder(figure.name(), latest, value)
                        .description(figure.description())
                        .tags(key)
                        .register(registry);
            case GAUGE ->
                Gauge.builder(figure.name(), latest, value)
                        .description(figure.description())
                        .tags(key)
                        .register(registry);
        };
    }
}
