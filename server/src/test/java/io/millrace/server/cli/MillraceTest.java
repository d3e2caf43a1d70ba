package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.limit.Bound;
import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// What a user sees of the command line.
class MillraceTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutACommandItSaysHowItIsUsedAndFails() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing").doesNotContain("\tat ");
    }

    @Test
    void anUnknownCommandIsOneLineAndWhereToLook() {
        assertThat(run("frobnicate")).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).last().asString().contains("millrace --help");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithExamplesWithin80Columns(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: millrace " + command).contains("Examples:");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void theHelpNamesEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains(commands().toArray(String[]::new)).doesNotContain("training-run");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "::"})
    void listeningBeyondLoopbackWithoutCredentialsIsRefusedSayingWhy(String host) {
        assertThat(run("start", "--host", host)).isEqualTo(2);
        assertThat(err.toString()).contains("--host " + host).contains("--credentials FILE is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "http"})
    void aPortThatIsNoneIsRefused(String port) {
        assertThat(run("start", "--port=" + port)).isEqualTo(2);
        assertThat(err.toString()).contains("port");
    }

    @Test
    void aFailureIsOneLineAndStatusOne() {
        assertThat(run("start", "--port", "0")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("millrace: no room; try elsewhere%n".formatted());
    }

    @Test
    void withoutAServerStatusSaysHowToStartOne() {
        assertThat(run("status", "--endpoint", "http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("millrace start");
    }

    @Test
    void limitsPrintsEveryLimit() {
        assertThat(run("limits")).isZero();
        for (Bound limit : Bound.all()) {
            assertThat(out.toString()).contains(limit.name()).contains(limit.why());
        }
    }

    @Test
    void versionNamesTheJava() {
        assertThat(run("version")).isZero();
        assertThat(out.toString())
                .startsWith("Millrace ")
                .contains(Runtime.version().toString());
    }

    @Test
    void testAndBenchPointToTheLauncher() {
        assertThat(run("test")).isEqualTo(1);
        assertThat(err.toString()).contains("./millrace test");
    }

    static Stream<String> commands() {
        return Stream.of(
                "demo", "start", "up", "down", "stacks", "stop", "status", "tail", "logs", "limits", "test", "bench",
                "version");
    }

    private int run(String... args) {
        CommandLine line = Millrace.commandLine(MillraceTest::failing);
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(List.of(args).toArray(String[]::new));
    }

    private static RunningServer failing(StartOptions options) {
        throw new IllegalStateException("no room\n  try elsewhere");
    }
}
