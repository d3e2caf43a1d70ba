package io.millrace.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `millrace query`: what it takes, and how it ends.
@Timeout(60)
class QueryCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private OperatorsServer server;

    @BeforeEach
    void open() {
        server = new OperatorsServer(folder, InstantSource.fixed(Instant.parse("2026-11-21T09:00:00Z")));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theSqlIsGivenOnceByArgumentOrFile() throws Exception {
        Path file = Files.writeString(folder.resolve("one.sql"), "SELECT 1 AS n");

        assertThat(run("--file", file.toString(), "SELECT 2")).isEqualTo(2);
        assertThat(err.toString()).contains("Give the SQL, or a --file that holds it");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Give the SQL, or a --file that holds it");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void otherFormatsAndOptionsAreRefusedByName() {
        assertThat(run("--format", "xml", "SELECT 1")).isEqualTo(2);
        assertThat(err.toString()).contains("--format").contains("xml");
        assertThat(run("--nothing", "SELECT 1")).isEqualTo(2);
        assertThat(err.toString()).contains("--nothing");
    }

    @Test
    void aFileThatIsNotThereIsToldInOneLine() {
        assertThat(run("--file", folder.resolve("none.sql").toString())).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("none.sql");
    }

    @Test
    void whereNoServerAnswersThatIsSaid() {
        server.close();
        assertThat(run("SELECT 1")).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains(server.url());
        server = new OperatorsServer(folder.resolve("again"), InstantSource.fixed(Instant.EPOCH));
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("query", "--endpoint", server.url()));
        all.addAll(List.of(args));
        return Millrace.commandLine(options -> {
                    throw new IllegalStateException("not started here");
                })
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
