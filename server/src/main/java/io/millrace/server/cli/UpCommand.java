package io.millrace.server.cli;

import io.millrace.server.StartOptions;
import io.millrace.server.cli.LocalServer.Found;
import io.millrace.server.deploy.SourceWatch;
import io.millrace.server.deploy.StackName;
import io.millrace.server.deploy.client.AwsHttp;
import io.millrace.server.terminal.TerminalText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Deploys a template with the code beside it, on a server that is started when none runs.
@Command(
        name = "up",
        description = "Deploy a CloudFormation or SAM template as it is, with the code that it names. Starts a server"
                + " in the background when none runs.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace up template.yaml",
            "  millrace up template.yaml --stack clicks --param Stage=dev",
            "  millrace up template.yaml --watch"
        })
final class UpCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "TEMPLATE", description = "The template, JSON or YAML.")
    Path template;

    @Option(
            names = "--stack",
            paramLabel = "NAME",
            description = "The stack to make or to change. Default: the name of the template's file or folder")
    Optional<String> stack;

    @Option(
            names = "--param",
            paramLabel = "K=V",
            description =
                    "A parameter's value, as often as needed. Default: the value it has, or the template's default")
    Map<String, String> parameters = Map.of();

    @Mixin
    Region region;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = StartOptions.DEFAULT_PORT + "",
            description = "The server's port on this machine. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where a server that is started keeps everything. Default: " + StartCommand.DEFAULT_DATA)
    Optional<Path> data;

    @Option(names = "--watch", description = "Then deploy again whenever template or code change, until Ctrl-C.")
    boolean watch;

    @Option(names = "--no-rollback", description = "Leave what was made when the deploy fails, to be looked at.")
    boolean noRollback;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 1 || port > PORT_MAX) {
            throw new ParameterException(spec.commandLine(), "--port " + port + " is not between 1 and 65535");
        }
        PrintWriter out = spec.commandLine().getOut();
        String regionName = region.name();
        UpRound.Wanted wanted =
                new UpRound.Wanted(template, stack.orElseGet(() -> StackName.of(template)), parameters, !noRollback);
        out.println("Stack " + TerminalText.safe(wanted.stack()) + " in " + regionName + ", from " + template);
        out.flush();
        Optional<BackgroundServer> started = startWhereNoneRuns();
        try (AwsHttp http = new AwsHttp(URI.create(LocalServer.url(port)), regionName)) {
            return watch ? deployAgainAndAgain(wanted, http, started) : deploy(wanted, http, started);
        }
    }

    private int deploy(UpRound.Wanted wanted, AwsHttp http, Optional<BackgroundServer> started)
            throws IOException, InterruptedException {
        try (UpRound round = round(wanted)) {
            // A server that was started becomes ready while the code is packed.
            boolean packed = round.pack(http.region());
            awaitReady(started);
            return packed ? round.deploy(http) : CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int deployAgainAndAgain(UpRound.Wanted wanted, AwsHttp http, Optional<BackgroundServer> started)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Optional<BackgroundServer> awaited = started;
        Set<Path> files = Set.of(template.toAbsolutePath().normalize());
        try (SourceWatch sources = new SourceWatch()) {
            while (true) {
                SourceWatch.Snapshot before = SourceWatch.look(files);
                try (UpRound round = round(wanted)) {
                    boolean packed = round.pack(http.region());
                    // A change while files were packed that are known by now only is not noticed: there were none.
                    before = files.equals(round.files()) ? before : SourceWatch.look(round.files());
                    files = round.files();
                    awaitReady(awaited);
                    awaited = Optional.empty();
                    if (packed) {
                        round.deploy(http);
                    }
                }
                out.println("Watching the template and what it names, until Ctrl-C.");
                out.flush();
                sources.awaitChange(files, before);
                out.println();
            }
        }
    }

    private UpRound round(UpRound.Wanted wanted) throws IOException {
        return new UpRound(
                wanted, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private void awaitReady(Optional<BackgroundServer> started) throws IOException, InterruptedException {
        if (started.isPresent()) {
            started.get().awaitReady(spec.commandLine().getOut(), folder(Path.of(StartCommand.DEFAULT_DATA)));
        }
    }

    /// @return a server that is not ready yet; empty when there is one that is
    private Optional<BackgroundServer> startWhereNoneRuns() throws IOException, InterruptedException {
        Found found = LocalServer.look(port);
        if (found instanceof Found.Unready) {
            found = LocalServer.await(port, () -> true);
        }
        return switch (found) {
            case Found.Ready() -> {
                checkData();
                yield Optional.empty();
            }
            case Found.Stranger(String what) ->
                throw new IOException(what + " listens on port " + port + ", and this is Millrace " + Version.TEXT
                        + ": stop it, or choose another port with --port");
            case Found.Unready() ->
                throw new IOException("The server on port " + port + " does not become ready; look at its log");
            case Found.Nobody() ->
                Optional.of(BackgroundServer.start(port, folder(data.orElse(Path.of(StartCommand.DEFAULT_DATA)))));
        };
    }

    /// Whoever names a folder must not be served from another one.
    private void checkData() throws IOException {
        if (data.isEmpty()) {
            return;
        }
        Optional<ServerFile> file = ServerFile.read(folder(data.get()));
        if (file.filter(server -> server.port() == port && server.process().isPresent())
                .isEmpty()) {
            throw new IOException("The server on port " + port + " does not keep its data in " + folder(data.get())
                    + ": leave --data away to deploy to it, or choose another port with --port");
        }
    }

    private static Path folder(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
