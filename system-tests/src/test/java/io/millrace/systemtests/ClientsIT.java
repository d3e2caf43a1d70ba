package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
        List<Path> versions = found("aws");
        skipIfNone(versions, "aws (Debian: awscli)");
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
        for (Path python : found("python3")) {
            if (run(List.of(python.toString(), "-c", "import boto3")).status() == 0) {
                versions.add(python);
            }
        }
        skipIfNone(versions, "boto3 (Debian: python3-boto3)");
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
        List<Path> npm = found("npm");
        skipIfNone(npm, "npm");
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
        Run run = passes("node", work.resolve("check.mjs").toString());
        assertThat(run.output()).endsWith("ok\n");
    }

    private static Run passes(String... command) throws IOException, InterruptedException {
        Run run = run(List.of(command));
        assertThat(run.status()).as("%s\n%s", List.of(command), run.output()).isZero();
        return run;
    }

    private static Run run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "client", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("AWS_ENDPOINT_URL", server.url());
        builder.environment().put("AWS_ACCESS_KEY_ID", "test");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "test");
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        builder.environment().put("AWS_REGION", "us-east-1");
        builder.environment().put("AWS_PAGER", "");
        Process process = builder.start();
        boolean ended = process.waitFor(3, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        return new Run(ended ? process.exitValue() : -1, Files.readString(output));
    }

    /// What a program printed and how it ended.
    private record Run(int status, String output) {}

    /// Every program of this name on the PATH, once each.
    private static List<Path> found(String program) throws IOException {
        Set<Path> seen = new LinkedHashSet<>();
        List<Path> found = new ArrayList<>();
        for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(place, program);
            if (Files.isExecutable(candidate) && seen.add(candidate.toRealPath())) {
                found.add(candidate);
            }
        }
        return found;
    }

    private static void skipIfNone(List<Path> versions, String what) {
        if (System.getenv("CI") != null) {
            assertThat(versions).as(what + " is not installed").isNotEmpty();
        }
        assumeFalse(versions.isEmpty(), what + " is not installed");
    }
}
