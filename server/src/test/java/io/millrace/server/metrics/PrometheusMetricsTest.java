package io.millrace.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.DeliveryStatus;
import io.millrace.core.delivery.stage.Trouble;
import io.millrace.core.delivery.transform.TransformStatus;
import io.millrace.server.admin.StreamStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private static final Trouble FAILING = new Trouble("no bucket", Instant.EPOCH, 1, Instant.EPOCH);

    private final AtomicLong appends = new AtomicLong(1);
    private final List<StreamStatus> streams = new ArrayList<>();
    private final PrometheusMetrics metrics = new PrometheusMetrics(
            List.of(
                    Figure.counter("millrace.log.appends", "Appends", appends::get),
                    Figure.gauge("millrace.log.queue.bytes", "Waiting", () -> 7)),
            () -> streams);

    @Test
    void figuresAreReadAtEachScrape() {
        assertThat(metrics.get()).contains("millrace_log_appends_total 1.0").contains("millrace_log_queue_bytes 7.0");
        appends.set(5);
        assertThat(metrics.get()).contains("millrace_log_appends_total 5.0");
    }

    @Test
    void eachStreamHasItsOwn() {
        streams.add(status(10, 8, 2, Optional.empty()));
        assertThat(metrics.get())
                .contains("millrace_stream_records_in_total{region=\"us-east-1\",stream=\"clicks\"} 10.0")
                .contains("millrace_stream_backlog_records{region=\"us-east-1\",stream=\"clicks\"} 2.0");
        streams.set(0, status(11, 11, 0, Optional.of(FAILING)));
        assertThat(metrics.get())
                .contains("millrace_stream_records_delivered_total{region=\"us-east-1\",stream=\"clicks\"} 11.0")
                .contains("millrace_stream_failing{region=\"us-east-1\",stream=\"clicks\"} 1.0");
    }

    @Test
    void aStreamsFunctionHasItsOwn() {
        streams.add(status(10, 8, 2, Optional.empty()));
        assertThat(metrics.get())
                .containsPattern("millrace_stream_function_calls_total\\{[^}]*} 3.0")
                .containsPattern("millrace_stream_function_failed_calls_total\\{[^}]*} 2.0")
                .containsPattern("millrace_stream_function_dropped_records_total\\{[^}]*} 1.0");
    }

    @Test
    void thoseOfADeletedStreamGo() {
        streams.add(status(10, 8, 2, Optional.empty()));
        assertThat(metrics.get()).contains("stream=\"clicks\"");
        streams.clear();
        assertThat(metrics.get()).doesNotContain("stream=\"clicks\"");
    }

    @Test
    void theJvmIsThereToo() {
        assertThat(metrics.get()).contains("jvm_memory_used_bytes").contains("jvm_threads_live_threads");
    }

    private static StreamStatus status(long in, long delivered, long backlog, Optional<Trouble> trouble) {
        DeliveryStatus delivery = new DeliveryStatus(
                new DeliveryStatus.Delivered(delivered, 1, 1),
                Map.of(),
                backlog,
                0,
                0,
                0,
                0,
                Optional.of(new TransformStatus(3, 2, 9, 1)),
                Optional.empty(),
                trouble);
        return new StreamStatus("clicks", "us-east-1", in, in * 100, Optional.empty(), delivery);
    }
}
