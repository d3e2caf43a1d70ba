package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the server until SIGTERM or SIGINT.
@Command(
        name = "start",
        description = "Start the server. It runs until SIGTERM or Ctrl-C, then ends what it has in hand.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace start",
            "  millrace start --port 0 --data /tmp/try",
            "  millrace start --host 0.0.0.0 --credentials ~/.aws/credentials",
            "",
            "Point any AWS client at it:",
            "  aws --endpoint-url http://127.0.0.1:4566 firehose list-delivery-streams"
        })
final class StartCommand implements Callable<Integer> {
    static final String DEFAULT_DATA = "./.millrace";

    @Spec
    CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = StartOptions.DEFAULT_PORT + "",
            description = "Port to listen on; 0 for any free one. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = StartOptions.DEFAULT_HOST,
            description = "Address to listen on; beyond loopback, --credentials is required. Default: ${DEFAULT-VALUE}")
    String host;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = DEFAULT_DATA,
            description = "Where everything is kept. Default: ${DEFAULT-VALUE}")
    Path data;

    @Option(
            names = "--log",
            paramLabel = "URI",
            defaultValue = StartOptions.DEFAULT_LOG,
            description = "The log: embedded:[PATH][?SETTING=VALUE&...], by default in the data folder.")
    String log;

    @Option(
            names = "--tables",
            paramLabel = "URI",
            defaultValue = StartOptions.DEFAULT_TABLES,
            description = "DynamoDB's tables: sqlite:[PATH], by default in the data folder, or another server's by"
                    + " dynamodb://REGION[?endpoint=URL].")
    String tables;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Access keys, in the form of ~/.aws/credentials, that requests must be signed with.")
    Optional<Path> credentials;

    @Option(
            names = "--functions-user",
            paramLabel = "USER",
            description = "Run functions as this user of the system; the server must be root. Default: its own user")
    Optional<String> functionsUser;

    private final Function<StartOptions, RunningServer> starter;

    StartCommand(Function<StartOptions, RunningServer> starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws InterruptedException {
        check();
        StartOptions options = new StartOptions(
                host, port, data.toAbsolutePath().normalize(), log, tables, credentials, functionsUser);
        Serving.untilStopped(starter, options, spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }

    private void check() {
        if (port < 0 || port > 65_535) {
            throw mistake("--port " + port + " is not between 0 and 65535");
        }
        if (credentials.isEmpty() && !isLoopback()) {
            throw mistake("--host " + host + " lets other machines in, so --credentials FILE is required: "
                    + "without it anyone who reaches the port could read and delete everything");
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new ParameterException(
                    spec.commandLine(), "--host " + host + " is not an address of this machine", e);
        }
    }

    private ParameterException mistake(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
