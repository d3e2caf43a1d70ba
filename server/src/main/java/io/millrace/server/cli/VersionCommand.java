package io.millrace.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Which Millrace this is, and on which Java and system it runs.
@Command(
        name = "version",
        description = "Print the version of Millrace and of the Java that runs it.",
        footerHeading = "%nExamples:%n",
        footer = "  millrace version")
final class VersionCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(describe());
        return CommandLine.ExitCode.OK;
    }

    static String describe() {
        return "Millrace " + Version.TEXT + " (Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ")";
    }

    /// For `--version`.
    static final class Provider implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {describe()};
        }
    }
}
