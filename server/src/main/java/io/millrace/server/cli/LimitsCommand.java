package io.millrace.server.cli;

import io.millrace.core.limit.Bound;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Every bound that the program keeps to.
@Command(
        name = "limits",
        description = "Print every limit with its value and its reason.",
        footerHeading = "%nExamples:%n",
        footer = {"  millrace limits", "  millrace limits | grep -A1 FIREHOSE"})
final class LimitsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        for (Bound limit : Bound.all()) {
            out.printf(Locale.ROOT, "%-34s %,22d%n    %s%n", limit.name(), limit.value(), limit.why());
        }
        return CommandLine.ExitCode.OK;
    }
}
