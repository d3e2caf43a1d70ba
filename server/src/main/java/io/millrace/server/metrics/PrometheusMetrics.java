package io.millrace.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.server.admin.FunctionStatus;
import io.millrace.server.admin.StreamStatus;
import java.util.List;
import java.util.function.Supplier;

/// The page for Prometheus. Reads every number when it is scraped; nothing is counted here, so the paths that records
/// take know nothing of it.
///
/// The registry is made by the first scrape, which keeps it out of the start. Any thread.
public final class PrometheusMetrics implements Supplier<String>, AutoCloseable {
    private final List<Figure> figures;
    private final Supplier<List<StreamStatus>> streams;
    private final Supplier<List<FunctionStatus>> functions;
    private PrometheusMeterRegistry registry;
    private JvmGcMetrics collections;
    private TaggedMeters<StreamStatus> streamMeters;
    private TaggedMeters<FunctionStatus> functionMeters;

    /// @param figures of the whole program
    /// @param streams each delivery stream, as it is now
    /// @param functions each function, as it is now
    public PrometheusMetrics(
            List<Figure> figures, Supplier<List<StreamStatus>> streams, Supplier<List<FunctionStatus>> functions) {
        this.figures = List.copyOf(figures);
        this.streams = streams;
        this.functions = functions;
    }

    @Override
    public synchronized String get() {
        if (registry == null) {
            open();
        }
        streamMeters.update(streams.get());
        functionMeters.update(functions.get());
        return registry.scrape();
    }

    private void open() {
        registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        collections = new JvmGcMetrics();
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        streamMeters = new TaggedMeters<>(registry, StreamFigures::tags, StreamFigures.ALL);
        functionMeters = new TaggedMeters<>(registry, FunctionFigures::tags, FunctionFigures.ALL);
        figures.forEach(this::bind);
    }

    private void bind(Figure figure) {
        switch (figure.kind()) {
            case COUNTER ->
                FunctionCounter.builder(figure.name(), figure, f -> f.value().getAsDouble())
                        .description(figure.description())
                        .register(registry);
            case GAUGE ->
                Gauge.builder(figure.name(), figure, f -> f.value().getAsDouble())
                        .description(figure.description())
                        .register(registry);
        }
    }

    @Override
    public synchronized void close() {
        if (registry != null) {
            collections.close();
            registry.close();
        }
    }
}
