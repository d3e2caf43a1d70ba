package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import io.millrace.server.demo.AwsCalls;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The run that the AOT cache is made from: starts the server in a folder of its own, makes a few calls at each door,
/// deploys a stack as `millrace up` does, and ends. The launcher runs it after a build.
///
/// Source: <https://openjdk.org/jeps/514>
@Command(name = "training-run", hidden = true, description = "Make the run that the AOT cache is recorded from.")
final class TrainingCommand implements Callable<Integer> {
    private static final int ROUNDS = 300;
    private static final int CODE_FILES = 1_000;
    private static final int CODE_REPEATS = 300;
    private static final String TEMPLATE = "training.yaml";

    private final Function<StartOptions, RunningServer> starter;

    TrainingCommand(Function<StartOptions, RunningServer> starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("millrace-training");
        Path sources = Files.createTempDirectory("millrace-training");
        StartOptions options = StartArguments.read("start", "--port", "0", "--data", data.toString())
                .orElseThrow();
        try (RunningServer server = starter.apply(options);
                AwsCalls aws = new AwsCalls(server.port())) {
            aws.get("/_millrace/health");
            aws.createBucket("training");
            aws.createDeliveryStream("training", "training", 0);
            for (int i = 0; i < ROUNDS; i++) {
                aws.putRecord("training", "{\"round\":" + i + "}\n");
            }
            aws.get("/training?list-type=2");
            aws.get("/_millrace/status");
            aws.get("/_millrace/metrics");
            deploy(sources, server.port());
        } finally {
            Folders.delete(data);
            Folders.delete(sources);
        }
        return CommandLine.ExitCode.OK;
    }

    /// Up, up again with nothing to change, and down, all by their commands.
    private void deploy(Path sources, int port) throws IOException {
        Path template = sources.resolve(TEMPLATE);
        try (InputStream text = TrainingCommand.class.getResourceAsStream(TEMPLATE);
                ZipOutputStream code = new ZipOutputStream(Files.newOutputStream(sources.resolve("code.zip")))) {
            Files.copy(text, template);
            // As many files as a jar with its libraries has: what unpacks them is to be known as busy.
            for (int i = 0; i < CODE_FILES; i++) {
                code.putNextEntry(new ZipEntry("folder" + i % 10 + "/Class" + i + ".class"));
                code.write(("class " + i + " ").repeat(CODE_REPEATS).getBytes(StandardCharsets.UTF_8));
            }
        }
        String url = LocalServer.url(port);
        run("up", template.toString(), "--stack", "training", "--param", "Seconds=1", "--port", Integer.toString(port));
        run("up", template.toString(), "--stack", "training", "--port", Integer.toString(port));
        run("stacks", "--endpoint", url);
        run("down", "training", "--endpoint", url);
    }

    private void run(String... args) {
        int status = Millrace.commandLine(starter, args)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .execute(args);
        if (status != CommandLine.ExitCode.OK) {
            throw new IllegalStateException("millrace " + String.join(" ", args) + " ended with " + status);
        }
    }
}
