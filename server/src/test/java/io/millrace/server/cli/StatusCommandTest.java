package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.DeliveryStatus;
import io.millrace.core.delivery.stage.Trouble;
import io.millrace.core.delivery.transform.TransformStatus;
import io.millrace.core.function.FunctionStats;
import io.millrace.core.invoke.event.EventStatus;
import io.millrace.server.admin.FunctionStatus;
import io.millrace.server.admin.StreamStatus;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `millrace status` and the page that it reads.
class StatusCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00Z");

    @TempDir
    Path folder;

    private OperatorsServer server;

    @BeforeEach
    void open() {
        server = new OperatorsServer(folder, InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aServerWithoutStreamsSaysSo() {
        assertThat(status()).contains("Millrace 1 at http://127.0.0.1:").contains("No delivery streams yet.");
    }

    @Test
    void aStreamsCountsItsFunctionAndItsTroubleAreShown() {
        server.streams.add(new StreamStatus(
                "clicks",
                "us-east-1",
                12_345,
                1_000_000,
                Optional.of(NOW),
                new DeliveryStatus(
                        new DeliveryStatus.Delivered(12_000, 1_000, 7),
                        Map.of(),
                        345,
                        0,
                        0,
                        0,
                        0,
                        Optional.of(new TransformStatus(24, 2, 12_002, 1)),
                        Optional.empty(),
                        Optional.of(new Trouble("no bucket", NOW, 1, NOW)))));
        assertThat(status())
                .containsPattern("clicks +us-east-1 +12,345 +12,000 +345 +7\n")
                .contains("calls that the function answered: 24")
                .contains("calls of the function that failed: 2")
                .contains("records that the function dropped: 1")
                .contains("last error: no bucket")
                .contains("failing since: 2026-11-21T08:30:00Z");
    }

    @Test
    void aFunctionsCallsProcessesAndEventsAreShown() {
        server.functions.add(new FunctionStatus(FunctionStats.none("eu-west-1", "idle"), Optional.empty()));
        server.functions.add(new FunctionStatus(
                new FunctionStats("us-east-1", "enrich", 3, 2, 1_500, 9, 4, 5, 3, 6),
                Optional.of(new EventStatus(20, 11, 7, 0, 2, 1, 8, 0, 10, 14))));
        assertThat(status())
                .containsPattern("idle +eu-west-1 +0 +0 +0 +0\nenrich +us-east-1 +1,500 +9 +3 +2\n")
                .contains("calls whose time was over: 4")
                .contains("calls refused for want of concurrency: 5")
                .contains("processes that ended unasked: 6")
                .contains("events accepted: 20")
                .contains("events that wait: 14")
                .contains("events that run or are tried again: 10")
                .contains("events given up: 2")
                .contains("records that no destination took: 8");
    }

    private String status() {
        StringWriter out = new StringWriter();
        CommandLine command = new CommandLine(new StatusCommand()).setOut(new PrintWriter(out));
        assertThat(command.execute("--endpoint", url())).isZero();
        return out.toString();
    }

    private String url() {
        return server.url();
    }
}
