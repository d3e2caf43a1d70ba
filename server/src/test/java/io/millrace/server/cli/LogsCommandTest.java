package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.function.FunctionLog.Line;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `millrace logs` against the operator's page of a server in this process.
@Timeout(60)
class LogsCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
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
    void aFunctionsEventsAreShownWithTheirTimesAndNothingOfThemIsObeyed() {
        append("/aws/lambda/enrich", -60, "one\u001b[31m\nmore\n");
        append("/aws/lambda/enrich", 0, "{\"level\":\"warn\"}");

        assertThat(run("logs", "enrich")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "2026-11-21T08:59:00Z one\\u{1b}[31m\\nmore", "2026-11-21T09:00:00Z {\"level\":\"warn\"}");
    }

    @Test
    void eventsAreChosenByTimePatternAndNumber() {
        append("/mine", -3_600, "old");
        append("/mine", -60, "ERROR young");
        append("/mine", -50, "young");

        assertThat(run("logs", "/mine", "--since", "10m", "--region", "eu-west-1"))
                .isZero();
        assertThat(shown()).containsExactly("ERROR young", "young");
        assertThat(run("logs", "/mine", "--filter", "ERROR")).isZero();
        assertThat(shown()).containsExactly("ERROR young");
        assertThat(run("logs", "/mine", "-n", "1", "--json")).isZero();
        assertThat(out.toString().strip())
                .isEqualTo("{\"time\":\"2026-11-21T08:00:00Z\",\"stream\":\"s\",\"message\":\"old\"}");
    }

    @Test
    void mistakesAreToldInOneLine() {
        assertThat(run("logs", "none")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("No log group '/aws/lambda/none'");
        append("/mine", 0, "x");
        assertThat(run("logs", "/mine", "--filter", "{")).isEqualTo(1);
        assertThat(err.toString()).contains("filterPattern: ");
        assertThat(run("logs", "/mine", "--since", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("--since 'soon'").contains("10m");
    }

    @Test
    void whatComesIsFollowedLive() throws Exception {
        append("/aws/lambda/enrich", 0, "first");
        PipedWriter end = new PipedWriter();
        List<String> seen = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new PipedReader(end))) {
            CompletableFuture<Integer> command = CompletableFuture.supplyAsync(
                    () -> line(new PrintWriter(end, true)).execute(arguments("logs", "enrich", "-f", "-n", "3")));
            seen.add(lines.readLine());
            append("/aws/lambda/enrich", 0, "second");
            seen.add(lines.readLine());
            append("/aws/lambda/enrich", 0, "third");
            seen.add(lines.readLine());

            assertThat(command.get(30, TimeUnit.SECONDS)).isZero();
        }
        assertThat(seen).map(LogsCommandTest::message).containsExactly("first", "second", "third");
    }

    private void append(String group, long secondsFromNow, String message) {
        server.groups
                .append(
                        "eu-west-1",
                        group,
                        "s",
                        List.of(new Line(NOW.plusSeconds(secondsFromNow).toEpochMilli(), message)))
                .join();
    }

    private List<String> shown() {
        return out.toString().lines().map(LogsCommandTest::message).toList();
    }

    private static String message(String line) {
        return line.substring(line.indexOf(' ') + 1);
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return line(new PrintWriter(out, true)).execute(arguments(args));
    }

    private CommandLine line(PrintWriter writer) {
        return Millrace.commandLine(options -> {
                    throw new IllegalStateException("not started here");
                })
                .setOut(writer)
                .setErr(new PrintWriter(err, true));
    }

    private String[] arguments(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--endpoint");
        all.add(server.url());
        return all.toArray(String[]::new);
    }
}
