package io.millrace.server.cli;

import io.millrace.server.deploy.Outcome;
import io.millrace.server.deploy.client.ResourceEvent;
import io.millrace.server.terminal.TerminalText;
import java.io.PrintWriter;
import java.util.Locale;

/// Says how a deploy or a deletion ended. What failed first comes first: the rest followed from it.
final class DeployReport {
    private final PrintWriter out;
    private final PrintWriter err;
    private final long begun = System.nanoTime();

    DeployReport(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    void done(Outcome.Done done) {
        said(String.format(
                Locale.ROOT,
                "Stack %s is %s, %d %s, after %.1f s.",
                done.stack().name(),
                done.stack().status(),
                done.resources(),
                done.resources() == 1 ? "resource" : "resources",
                seconds()));
    }

    void unchanged(Outcome.Unchanged unchanged) {
        said("Stack " + unchanged.stack().name() + ": nothing to change.");
    }

    void deleted(String stack) {
        said(String.format(Locale.ROOT, "Stack %s is gone after %.1f s.", stack, seconds()));
    }

    void failed(String stack, Outcome.Failed failed) {
        err.println();
        if (failed.failed().isEmpty()) {
            err.println("FAILED: " + TerminalText.safe(failed.reason()));
        } else {
            ResourceEvent first = failed.failed().getFirst();
            err.println("FAILED: " + TerminalText.safe(first.logicalId()) + " (" + TerminalText.safe(first.type())
                    + ") " + TerminalText.safe(first.status()));
            err.println("    " + TerminalText.safe(first.reason()));
        }
        err.println(String.format(
                Locale.ROOT,
                "Stack %s is %s after %.1f s%s.",
                TerminalText.safe(stack),
                TerminalText.safe(failed.status()),
                seconds(),
                meaning(failed.status())));
        err.flush();
    }

    private static String meaning(String status) {
        return switch (status) {
            case "ROLLBACK_COMPLETE" -> ": what had been made is gone again";
            case "UPDATE_ROLLBACK_COMPLETE" -> ": everything is as it was before";
            default -> "";
        };
    }

    private void said(String line) {
        out.println(TerminalText.safe(line));
        out.flush();
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }
}
