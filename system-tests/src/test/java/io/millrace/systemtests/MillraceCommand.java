package io.millrace.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A command of the command line that talks to a running server: `./millrace logs …`, in a process of its own. What it
/// prints is in a file beside the server's data.
final class MillraceCommand implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Path printed;
    private final Process process;

    MillraceCommand(MillraceProcess server, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(MillraceProcess.root().resolve("millrace").toString()));
        command.addAll(List.of(arguments));
        try {
            printed = Files.createTempFile(server.data().toAbsolutePath().getParent(), "command", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
            builder.environment().put("MILLRACE_ENDPOINT", server.url());
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What it has printed so far, on both outputs.
    String printed() {
        try {
            return Files.readString(printed, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it has ended.
    ///
    /// @return the exit status
    int await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A command did not end; it printed:\n" + printed());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it when it goes on.
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
