package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;

@Command(name = "demo", description = "x")
final class DemoCommand implements Callable<Integer> {
    DemoCommand(Function<StartOptions, RunningServer> starter) {}

    @Override
    public Integer call() {
        return 0;
    }
}
