package io.millrace.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private final AtomicLong appends = new AtomicLong(1);
    private final List<StreamFigures> streams = new ArrayList<>();
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
        streams.add(new StreamFigures("clicks", "us-east-1", 10, 1000, 8, 2, 2, false));
        assertThat(metrics.get())
                .contains("millrace_stream_records_in_total{region=\"us-east-1\",stream=\"clicks\"} 10.0")
                .contains("millrace_stream_backlog_records{region=\"us-east-1\",stream=\"clicks\"} 2.0");
        streams.set(0, new StreamFigures("clicks", "us-east-1", 11, 1100, 11, 3, 0, true));
        assertThat(metrics.get())
                .contains("millrace_stream_records_delivered_total{region=\"us-east-1\",stream=\"clicks\"} 11.0")
                .contains("millrace_stream_failing{region=\"us-east-1\",stream=\"clicks\"} 1.0");
    }

    @Test
    void thoseOfADeletedStreamGo() {
        streams.add(new StreamFigures("clicks", "us-east-1", 10, 1000, 8, 2, 2, false));
        assertThat(metrics.get()).contains("stream=\"clicks\"");
        streams.clear();
        assertThat(metrics.get()).doesNotContain("stream=\"clicks\"");
    }

    @Test
    void theJvmIsThereToo() {
        assertThat(metrics.get()).contains("jvm_memory_used_bytes").contains("jvm_threads_live_threads");
    }
}
