package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Clients that nobody here wrote, unchanged but for the endpoint: each does a whole session of its own, from making a
/// bucket to reading back what was
/// delivered. Every version that the machine has is tried. Where it has none the test is skipped and says so; on CI
/// (`CI` is set) that is a failure.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ClientsIT {
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
            String name = "cli-clicks-" + i;
            Path work = Files.createDirectory(folder.resolve(name));
            passes(
                    "sh",
                    SCRIPTS.resolve("aws.sh").toString(),
                    versions.get(i).toString(),
                    server.url(),
                    work.toString(),
                    name);
        }
    }

    @Test
    void boto3() throws Exception {
        List<Path> versions = new ArrayList<>();
        for (Path python : ClientPrograms.found("python3")) {
            if (ProgramRun.of(server, folder, Map.of(), List.of(python.toString(), "-c", "import boto3"))
                            .status()
                    == 0) {
                versions.add(python);
            }
        }
        ClientPrograms.skipIfNone(versions, "boto3 (Debian: python3-boto3)");
        for (int i = 0; i < versions.size(); i++) {
            passes(
                    versions.get(i).toString(),
                    SCRIPTS.resolve("python/check.py").toString(),
                    server.url(),
                    Integer.toString(i),
                    folder.resolve("big" + i).toString());
        }
    }

    @Test
    void javaScriptVersion3() throws Exception {
        List<Path> npm = ClientPrograms.found("npm");
        ClientPrograms.skipIfNone(npm, "npm");
        Path work = Files.createDirectory(folder.resolve("js"));
        for (String file : List.of("package.json", "check.mjs")) {
            Files.copy(SCRIPTS.resolve("js").resolve(file), work.resolve(file));
        }
        passes(
                "npm",
                "install",
                "--prefix",
                work.toString(),
                "--no-audit",
                "--no-fund",
                "--no-package-lock",
                "--silent");
        String printed = passes("node", work.resolve("check.mjs").toString());
        assertThat(printed).endsWith("ok\n");
    }

    private static String passes(String... command) throws IOException, InterruptedException {
        return ProgramRun.passes(server, folder, Map.of(), List.of(command));
    }
}
