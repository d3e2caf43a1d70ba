package io.millrace.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.DeliveryStatus;
import io.millrace.core.delivery.stage.Trouble;
import io.millrace.core.delivery.transform.TransformStatus;
import io.millrace.core.function.FunctionStats;
import io.millrace.core.invoke.event.EventStatus;
import io.millrace.server.admin.FunctionStatus;
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
    private final List<FunctionStatus> functions = new ArrayList<>();
    private final PrometheusMetrics metrics = new PrometheusMetrics(
            List.of(
                    Figure.counter("millrace.log.appends", "Appends", appends::get),
                    Figure.gauge("millrace.log.queue.bytes", "Waiting", () -> 7)),
            () -> streams,
            () -> functions);

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
    void eachFunctionHasItsOwnCallsAndEvents() {
        functions.add(new FunctionStatus(
                new FunctionStats("us-east-1", "enrich", 2, 1, 9, 3, 1, 4, 5, 6),
                Optional.of(new EventStatus(20, 11, 7, 0, 2, 1, 3, 0, 5, 4))));
        assertThat(metrics.get())
                .contains("millrace_function_invocations_total{function=\"enrich\",region=\"us-east-1\"} 9.0")
                .containsPattern("millrace_function_errors_total\\{[^}]*} 3.0")
                .containsPattern("millrace_function_timeouts_total\\{[^}]*} 1.0")
                .containsPattern("millrace_function_throttles_total\\{[^}]*} 4.0")
                .containsPattern("millrace_function_cold_starts_total\\{[^}]*} 5.0")
                .containsPattern("millrace_function_crashes_total\\{[^}]*} 6.0")
                .containsPattern("millrace_function_processes\\{[^}]*} 2.0")
                .containsPattern("millrace_function_busy\\{[^}]*} 1.0")
                .containsPattern("millrace_function_events_accepted_total\\{[^}]*} 20.0")
                .containsPattern("millrace_function_events_succeeded_total\\{[^}]*} 11.0")
                .containsPattern("millrace_function_events_failed_runs_total\\{[^}]*} 7.0")
                .containsPattern("millrace_function_events_given_up_total\\{[^}]*} 2.0")
                .containsPattern("millrace_function_events_untold_total\\{[^}]*} 3.0")
                .containsPattern("millrace_function_events_waiting\\{[^}]*} 9.0");
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
