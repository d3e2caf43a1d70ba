package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import io.millrace.server.demo.AwsCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The run that the AOT cache is made from: starts the server in a folder of its own, makes a few calls at each door,
/// and ends. The launcher runs it after a build.
///
/// Source: <https://openjdk.org/jeps/514>
@Command(name = "training-run", hidden = true, description = "Make the run that the AOT cache is recorded from.")
final class TrainingCommand implements Callable<Integer> {
    private static final int ROUNDS = 300;

    private final Function<StartOptions, RunningServer> starter;

    TrainingCommand(Function<StartOptions, RunningServer> starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("millrace-training");
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
        } finally {
            Folders.delete(data);
        }
        return CommandLine.ExitCode.OK;
    }
}
