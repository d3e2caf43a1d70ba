package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line: which commands there are, and how their failures are told: one line, exit status 2 for a mistake
/// in
/// the command line and 1 for anything that went wrong later.
///
/// Set `MILLRACE_DEBUG` to see where an error came from.
@Command(
        name = "millrace",
        description = "Captures what people do on a site or in a shop and delivers it, once.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionCommand.Provider.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace demo                see it work: clicks in, files out",
            "  millrace start               listen on http://127.0.0.1:4566",
            "  millrace status              what every stream has received and delivered",
            "  millrace COMMAND --help      a command's options and examples"
        })
public final class Millrace {
    private static final int WIDTH_CHARS = 80;

    private Millrace() {}

    /// Runs one command.
    ///
    /// @param starter starts the server; the wiring's
    /// @return the exit status
    public static int run(String[] args, Function<StartOptions, RunningServer> starter) {
        return commandLine(starter).execute(args);
    }

    static CommandLine commandLine(Function<StartOptions, RunningServer> starter) {
        CommandLine root = new CommandLine(new Millrace())
                .addSubcommand(new DemoCommand(starter))
                .addSubcommand(new StartCommand(starter))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new TailCommand())
                .addSubcommand(new LimitsCommand())
                .addSubcommand(new LauncherCommands.Tests())
                .addSubcommand(new LauncherCommands.Bench())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new TrainingCommand(starter));
        root.getCommandSpec().mixinStandardHelpOptions(true);
        root.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and exit.")
                        .build()));
        return root.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setUsageHelpWidth(WIDTH_CHARS)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setParameterExceptionHandler(Millrace::wrongUsage)
                .setExecutionExceptionHandler(Millrace::failed);
    }

    private static int wrongUsage(CommandLine.ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("millrace: " + oneLine(mistake.getMessage()));
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine command, CommandLine.ParseResult result) {
        String message = failure.getMessage();
        command.getErr()
                .println("millrace: " + (message == null ? failure.getClass().getName() : oneLine(message)));
        if (System.getenv("MILLRACE_DEBUG") != null) {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
