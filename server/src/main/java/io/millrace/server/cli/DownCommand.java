package io.millrace.server.cli;

import io.millrace.server.deploy.Outcome;
import io.millrace.server.deploy.Removal;
import io.millrace.server.deploy.Steps;
import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.client.ResourceEvent;
import io.millrace.server.terminal.Terminal;
import io.millrace.server.terminal.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Deletes a stack with all that was made for it.
@Command(
        name = "down",
        description = "Delete a stack with all its resources. A bucket that holds objects stays, and the stack with it,"
                + " unless it is emptied first.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  millrace down clicks", "  millrace down clicks --empty-buckets"})
final class DownCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "Name of the stack.")
    String name;

    @Option(names = "--empty-buckets", description = "Delete the objects in the stack's buckets first.")
    boolean emptyBuckets;

    @Mixin
    Region region;

    @Mixin
    Endpoint endpoint;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        DeployReport report = new DeployReport(out, err);
        String regionName = region.name();
        try (AwsHttp http = new AwsHttp(endpoint.url, regionName);
                LeaveNote _ = LeaveNote.of(
                        out,
                        "No longer looking. The deletion goes on: 'millrace stacks' shows whether " + name
                                + " is gone.")) {
            Optional<Outcome> outcome = new Removal(http, Steps.on(out, Terminal.isOne()), out).run(name, emptyBuckets);
            if (outcome.isEmpty()) {
                throw new IOException("There is no stack '" + TerminalText.safe(name) + "' in " + regionName);
            }
            if (outcome.get() instanceof Outcome.Failed failed) {
                report.failed(name, failed);
                hint(failed, err);
                return CommandLine.ExitCode.SOFTWARE;
            }
            report.deleted(name);
            return CommandLine.ExitCode.OK;
        }
    }

    private static void hint(Outcome.Failed failed, PrintWriter err) {
        for (ResourceEvent event : failed.failed()) {
            if (event.type().equals("AWS::S3::Bucket") && event.reason().contains("not empty")) {
                err.println("Bucket " + TerminalText.safe(event.physicalId())
                        + " is not empty: 'millrace down --empty-buckets' deletes what is in it first.");
            }
        }
        err.flush();
    }
}
