package io.millrace.server.cli;

import io.millrace.server.deploy.DeployRequest;
import io.millrace.server.deploy.Deployment;
import io.millrace.server.deploy.Outcome;
import io.millrace.server.deploy.OutputTable;
import io.millrace.server.deploy.Steps;
import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.deploy.code.PackagedTemplate;
import io.millrace.server.deploy.code.Packaging;
import io.millrace.server.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/// One deploy of `millrace up`: packs, deploys, and says how it went. What goes wrong is said too, so that another
/// round
/// can follow. Its folder for packed code goes when it is closed.
final class UpRound implements AutoCloseable {
    private final Wanted wanted;
    private final PrintWriter out;
    private final PrintWriter err;
    private final DeployReport report;
    private final Path scratch;
    private PackagedTemplate packaged;
    private Set<Path> files = Set.of();

    /// What the command line asks for.
    record Wanted(Path template, String stack, Map<String, String> parameters, boolean rollback) {}

    UpRound(Wanted wanted, PrintWriter out, PrintWriter err) throws IOException {
        this.wanted = wanted;
        this.out = out;
        this.err = err;
        this.report = new DeployReport(out, err);
        this.scratch = Files.createTempDirectory("millrace-up");
    }

    /// @return whether it could
    boolean pack(String region) {
        Packaging packaging = new Packaging(scratch, region);
        try {
            packaged = packaging.pack(wanted.template());
            return true;
        } catch (IOException e) {
            Millrace.tell(e, err);
            return false;
        } finally {
            files = packaging.files();
        }
    }

    /// @return the exit status
    int deploy(AwsHttp http) throws InterruptedException {
        DeployRequest request = new DeployRequest(wanted.stack(), packaged, wanted.parameters(), wanted.rollback());
        try (LeaveNote _ = LeaveNote.of(
                out,
                "No longer looking. What was begun goes on: 'millrace stacks' shows how stack " + wanted.stack()
                        + " is.")) {
            return tell(new Deployment(http, Steps.on(out, Terminal.isOne()), out).run(request, scratch), http);
        } catch (IOException e) {
            Millrace.tell(e, err);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int tell(Outcome outcome, AwsHttp http) {
        switch (outcome) {
            case Outcome.Done done -> {
                report.done(done);
                OutputTable.print(out, done.stack().outputs(), http.url());
            }
            case Outcome.Unchanged unchanged -> {
                report.unchanged(unchanged);
                OutputTable.print(out, unchanged.stack().outputs(), http.url());
            }
            case Outcome.Deleted deleted -> report.deleted(wanted.stack());
            case Outcome.Failed failed -> {
                report.failed(wanted.stack(), failed);
                return CommandLine.ExitCode.SOFTWARE;
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /// The template, and what it names.
    Set<Path> files() {
        return files;
    }

    @Override
    public void close() throws IOException {
        Folders.delete(scratch);
    }
}
