package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tables through clients that nobody here wrote: each makes a table, waits for it, writes, reads and deletes it, and
/// compares what it is told. Every version that the machine has is tried, as in [ClientsIT].
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TablesClientsIT {
    private static final Path SCRIPTS = MillraceProcess.root().resolve("system-tests/src/test/clients");

    @TempDir
    static Path folder;

    private static MillraceProcess server;

    @BeforeAll
    static void start() {
        server = new MillraceProcess(folder.resolve("data")).start();
    }

    @AfterAll
    static void stop() {
        assertThat(server.stop()).isZero();
    }

    @Test
    void awsCommandLine() throws Exception {
        List<Path> versions = ClientPrograms.found("aws");
        ClientPrograms.skipIfNone(versions, "aws (Debian: awscli)");
        for (int i = 0; i < versions.size(); i++) {
            String script = SCRIPTS.resolve("tables.sh").toString();
            assertThat(passes("sh", script, versions.get(i).toString(), server.url(), "cli-" + i)
                            .lines())
                    .last()
                    .isEqualTo("ok");
        }
    }

    @Test
    void boto3() throws Exception {
        int tried = 0;
        for (Path python : ClientPrograms.found("python3")) {
            List<String> has = List.of(python.toString(), "-c", "import boto3");
            if (ProgramRun.of(server, folder, Map.of(), has).status() == 0) {
                String script = SCRIPTS.resolve("python/tables.py").toString();
                assertThat(passes(python.toString(), script, server.url(), "boto-" + tried))
                        .endsWith("ok\n");
                tried++;
            }
        }
        ClientPrograms.skipIfNone(tried == 0 ? List.of() : List.of(SCRIPTS), "boto3 (Debian: python3-boto3)");
    }

    @Test
    void javaScriptVersion3() throws Exception {
        ClientPrograms.skipIfNone(ClientPrograms.found("npm"), "npm");
        Path work = Files.createDirectory(folder.resolve("js"));
        Files.copy(SCRIPTS.resolve("js/tables.mjs"), work.resolve("tables.mjs"));
        Files.copy(SCRIPTS.resolve("js/tables.json"), work.resolve("package.json"));
        passes(
                "npm",
                "install",
                "--prefix",
                work.toString(),
                "--no-audit",
                "--no-fund",
                "--no-package-lock",
                "--silent");
        assertThat(passes("node", work.resolve("tables.mjs").toString())).endsWith("ok\n");
    }

    private static String passes(String... command) throws IOException, InterruptedException {
        return ProgramRun.passes(server, folder, Map.of(), List.of(command));
    }
}
