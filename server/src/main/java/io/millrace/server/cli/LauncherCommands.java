package io.millrace.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Commands that the launcher script runs itself, because they build; they are here for their help.
final class LauncherCommands {
    private LauncherCommands() {}

    private static int launcherOnly(String name) {
        throw new IllegalStateException("'" + name + "' is run by the launcher: ./millrace " + name);
    }

    /// Maven's verify.
    @Command(
            name = "test",
            description = {
                "Run everything that CI runs: build, format and style checks, unit, simulation and system tests.",
                "Arguments are Maven's."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  millrace test",
                "  millrace test -pl core -am              one module and what it needs",
                "  millrace test -Dtest=PrefixTest -Dsurefire.failIfNoSpecifiedTests=false"
            })
    static final class Tests implements Callable<Integer> {
        @Parameters(paramLabel = "ARG", description = "Passed to Maven.")
        List<String> arguments = List.of();

        @Override
        public Integer call() {
            return launcherOnly("test");
        }
    }

    /// The bench module's main.
    @Command(
            name = "bench",
            description = "Measure the program beside its limits, in one run. Needs Linux and wrk.",
            footerHeading = "%nExamples:%n",
            footer = {"  millrace bench", "  millrace bench put", "  millrace bench start=20"})
    static final class Bench implements Callable<Integer> {
        @Parameters(paramLabel = "NAME[=SIZE]", description = "What to measure: start, put, batch, delivery, open.")
        List<String> names = List.of();

        @Override
        public Integer call() {
            return launcherOnly("bench");
        }
    }
}
