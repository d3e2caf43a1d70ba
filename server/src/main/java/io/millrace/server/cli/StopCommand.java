package io.millrace.server.cli;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Stops the server that keeps its data in a folder, wherever it was started.
@Command(
        name = "stop",
        description = "Stop the server that 'millrace up' left running, or 'millrace start'. What is in hand ends"
                + " first.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  millrace stop", "  millrace stop --data /tmp/try"})
final class StopCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = StartCommand.DEFAULT_DATA,
            description = "The folder that it keeps everything in. Default: ${DEFAULT-VALUE}")
    Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = data.toAbsolutePath().normalize();
        Optional<ServerFile> file = ServerFile.read(folder);
        Optional<ProcessHandle> process = file.flatMap(ServerFile::process);
        if (process.isEmpty()) {
            ServerFile.delete(folder);
            throw new IOException("No server runs that keeps its data in " + folder + ": name its folder with --data");
        }
        if (!process.get().destroy()) {
            throw new IOException(
                    "The server, process " + file.get().pid() + ", is another user's: it cannot be stopped");
        }
        try {
            process.get().onExit().get(Limit.DEPLOY_STOP_SECONDS.value(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("The server, process " + file.get().pid() + ", does not end; look at its log", e);
        }
        ServerFile.delete(folder);
        spec.commandLine()
                .getOut()
                .println("Stopped the server on " + LocalServer.url(file.get().port()) + "; its data stay in " + folder
                        + ".");
        return CommandLine.ExitCode.OK;
    }
}
