package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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
            "  millrace up template.yaml    deploy a template with its code",
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
        Optional<StartOptions> plain = StartArguments.read(args);
        return plain.isPresent()
                ? start(starter, plain.get())
                : commandLine(starter, args).execute(args);
    }

    private static int start(Function<StartOptions, RunningServer> starter, StartOptions options) {
        try {
            Serving.untilStopped(starter, options, writer(System.out));
            return 0;
        } catch (InterruptedException | RuntimeException failure) {
            tell(failure, writer(System.err));
            return 1;
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /// All commands, or only the one that the arguments begin with: reading the others' options takes a part of the
    /// start that can be felt.
    static CommandLine commandLine(Function<StartOptions, RunningServer> starter, String... args) {
        Map<String, Supplier<Object>> commands = commands(starter);
        CommandLine root = new CommandLine(new Millrace());
        if (args.length > 0 && commands.containsKey(args[0])) {
            root.addSubcommand(commands.get(args[0]).get());
        } else {
            commands.values().forEach(command -> root.addSubcommand(command.get()));
        }
        return dressed(root);
    }

    private static Map<String, Supplier<Object>> commands(Function<StartOptions, RunningServer> starter) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("demo", () -> new DemoCommand(starter));
        commands.put("start", () -> new StartCommand(starter));
        commands.put("up", UpCommand::new);
        commands.put("down", DownCommand::new);
        commands.put("stacks", StacksCommand::new);
        commands.put("stop", StopCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("tail", TailCommand::new);
        commands.put("logs", LogsCommand::new);
        commands.put("query", QueryCommand::new);
        commands.put("redrive", RedriveCommand::new);
        commands.put("limits", LimitsCommand::new);
        commands.put("test", LauncherCommands.Tests::new);
        commands.put("bench", LauncherCommands.Bench::new);
        commands.put("version", VersionCommand::new);
        commands.put("training-run", () -> new TrainingCommand(starter));
        return commands;
    }

    private static CommandLine dressed(CommandLine root) {
        root.getCommandSpec().mixinStandardHelpOptions(true);
        root.getSubcommands().values().forEach(command -> command.getCommandSpec()
                .addOption(CommandLine.Model.OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help and exit.")
                        .build()));
        return root.setOut(writer(System.out))
                .setErr(writer(System.err))
                .setCaseInsensitiveEnumValuesAllowed(true)
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
        tell(failure, command.getErr());
        return CommandLine.ExitCode.SOFTWARE;
    }

    /// An error on one line.
    static void tell(Exception failure, PrintWriter err) {
        String message = failure.getMessage();
        err.println("millrace: " + (message == null ? failure.getClass().getName() : oneLine(message)));
        if (System.getenv("MILLRACE_DEBUG") != null) {
            failure.printStackTrace(err);
        }
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
