package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `millrace stop`: whom it ends, and whom it does not.
@Timeout(60)
class StopCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder("sleep", "300").start();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void theProcessThatServesTheFolderIsEnded() throws Exception {
        write(process.info().startInstant().orElseThrow());
        assertThat(stop()).isZero();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(out.toString())
                .contains("Stopped the server on http://127.0.0.1:4567")
                .contains(folder.toString());
        assertThat(ServerFile.in(folder)).doesNotExist();
    }

    @Test
    void aProcessThatGotTheSameIdLaterIsLeftAlone() throws Exception {
        write(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(stop()).isEqualTo(1);
        assertThat(process.isAlive()).isTrue();
        assertThat(err.toString()).contains("No server runs that keeps its data in " + folder);
    }

    @Test
    void whereNoServerWasStartedThatIsSaid() {
        assertThat(stop()).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("--data");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        Files.writeString(ServerFile.in(folder), "hello");
        assertThat(stop()).isEqualTo(1);
        assertThat(err.toString()).contains(ServerFile.in(folder) + " cannot be read");
    }

    @Test
    void aServersFileReadsBackAsWritten() throws Exception {
        ServerFile.write(folder, 4567);
        ServerFile file = ServerFile.read(folder).orElseThrow();
        assertThat(file.port()).isEqualTo(4567);
        assertThat(file.process()).contains(ProcessHandle.current());
        ServerFile.delete(folder);
        assertThat(ServerFile.read(folder)).isEmpty();
    }

    private void write(Instant started) throws IOException {
        Files.writeString(ServerFile.in(folder), process.pid() + "\n4567\n" + started + "\n");
    }

    private int stop() {
        return Millrace.commandLine(options -> null, "stop")
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("stop", "--data", folder.toString());
    }
}
