package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A client's program that has run to its end, for at most three minutes.
///
/// @param status as it ended; -1 when it had to be ended
/// @param printed on both outputs
record ProgramRun(int status, String printed) {
    private static final int PATIENCE_MINUTES = 3;

    /// Runs a program whose environment says where the server is, and who asks.
    ///
    /// @param folder where it runs; what it prints lies there too
    /// @param more further variables of its environment
    static ProgramRun of(MillraceProcess server, Path folder, Map<String, String> more, List<String> command)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "client", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("AWS_ENDPOINT_URL", server.url());
        environment.put("AWS_ACCESS_KEY_ID", "test");
        environment.put("AWS_SECRET_ACCESS_KEY", "test");
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_PAGER", "");
        environment.putAll(more);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new ProgramRun(ended ? process.exitValue() : -1, Files.readString(output));
    }

    /// Runs a program that must succeed.
    ///
    /// @return what it printed
    static String passes(MillraceProcess server, Path folder, Map<String, String> more, List<String> command)
            throws IOException, InterruptedException {
        ProgramRun run = of(server, folder, more, command);
        assertThat(run.status()).as("%s\n%s", command, run.printed()).isZero();
        return run.printed();
    }
}
