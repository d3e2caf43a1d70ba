package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.fault.UnavailableException;
import io.millrace.server.admin.RedriveTestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `millrace redrive` against the operator's page of a server in this process.
@Timeout(60)
class RedriveCommandTest {
    private static final RedriveProgress BEGUN = new RedriveProgress(3, 400, 0, 0, 0, 0);
    private static final RedriveProgress ENDED = new RedriveProgress(3, 400, 3, 400, 1_234, 1);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private RedriveTestServer server;

    @BeforeEach
    void open() {
        server = new RedriveTestServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void intoAPipeItSaysPlainlyWhatWasDone() {
        server.redriving(progress -> {
            progress.accept(BEGUN);
            return ENDED;
        });
        assertThat(run("redrive", "clicks")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "1,234 records of 2 error objects are on the stream again.",
                        "1 objects are not made of error lines and were left as they are.");
        assertThat(out.toString()).doesNotContain("\r").doesNotContain("\u001b");
        assertThat(server.redriven()).containsExactly("eu-west-1/clicks");
    }

    @Test
    void nothingToDoIsSaidToo() {
        assertThat(run("redrive", "clicks", "--region", "us-east-1")).isZero();
        assertThat(out.toString().lines()).containsExactly("Nothing lies under the error prefix.");
        assertThat(server.redriven()).containsExactly("us-east-1/clicks");
    }

    @Test
    void theServersLinesAreGivenOnAsTheyAre() {
        server.redriving(progress -> {
            progress.accept(BEGUN);
            return ENDED;
        });
        assertThat(run("redrive", "clicks", "--json")).isZero();
        assertThat(out.toString()).isEqualTo("""
                {"objects":3,"bytes":400,"objectsDone":0,"bytesDone":0,"records":0,"objectsSkipped":0}
                {"objects":3,"bytes":400,"objectsDone":3,"bytesDone":400,"records":1234,"objectsSkipped":1,"done":true}
                """);
    }

    @Test
    void whatEndsItIsToldInOneLineAndNotObeyed() {
        server.redriving(progress -> {
            progress.accept(BEGUN);
            throw new UnavailableException("no answer\u001b[31m from\nthe store");
        });
        assertThat(run("redrive", "clicks")).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().contains("no answer\\u{1b}[31m from");
    }

    @Test
    void anAnswerThatEndsTooEarlyIsNoSuccess() {
        server.redriving(progress -> {
            progress.accept(BEGUN);
            throw new IllegalStateException("a bug");
        });
        assertThat(run("redrive", "clicks")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("run the command again to go on");
    }

    @Test
    void mistakesAreToldInOneLine() {
        assertThat(run("redrive", "other")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("No delivery stream 'other'");
        assertThat(run("redrive", "a b&stream=clicks")).isEqualTo(1);
        assertThat(err.toString()).contains("No delivery stream 'a b&stream=clicks'");
        assertThat(server.redriven()).isEmpty();
        assertThat(run("redrive")).isEqualTo(2);
        assertThat(err.toString()).contains("STREAM");
    }

    @Test
    void onATerminalABarIsDrawnOverAndEndsWithItsLine() throws IOException {
        PrintWriter terminal = new PrintWriter(out, true);
        RedriveCommand.show(
                terminal, json("{'objects':2,'bytes':200,'objectsDone':1,'bytesDone':50,'records':7}"), true);
        RedriveCommand.show(
                terminal,
                json("{'objects':2,'bytes':200,'objectsDone':2,'bytesDone':200,'records':9,'done':true}"),
                true);
        assertThat(out)
                .hasToString("\r\u001b[K[########----------------------]  25 %  1/2 objects  7 records"
                        + "\r\u001b[K[##############################] 100 %  2/2 objects  9 records\n"
                        + "9 records of 2 error objects are on the stream again." + System.lineSeparator());
    }

    @Test
    void onATerminalThereIsNoBarForNothing() throws IOException {
        RedriveCommand.show(new PrintWriter(out, true), json("{'objects':0,'bytes':0,'done':true}"), true);
        assertThat(out).hasToString("Nothing lies under the error prefix." + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 10, 0", "10, 10, 30", "5, 10, 15", "11, 10, 30"})
    void theBarIsAsLongAsWhatIsDone(long bytesDone, long bytes, int filled) throws IOException {
        String bar = RedriveCommand.bar(json("{'bytesDone':" + bytesDone + ",'bytes':" + bytes + "}"));
        assertThat(bar).startsWith("[" + "#".repeat(filled) + "-".repeat(30 - filled) + "]");
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--endpoint");
        all.add(server.url());
        return Millrace.commandLine(options -> {
                    throw new IllegalStateException("not started here");
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
