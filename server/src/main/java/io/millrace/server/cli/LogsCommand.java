package io.millrace.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.server.terminal.TerminalText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what a function has logged, or any log group, from a running server.
@Command(
        name = "logs",
        description = "Print what a function has logged: time and message, one line each.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace logs enrich",
            "  millrace logs enrich -f --filter ERROR",
            "  millrace logs enrich --since 2h --filter '{ $.level = \"warn\" }'",
            "  millrace logs /my/log/group -n 10 --json"
        })
final class LogsCommand implements Callable<Integer> {
    private static final Pattern SINCE = Pattern.compile("(\\d{1,6})([smhd])");

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "FUNCTION", description = "Name of the function, or of a log group when it begins with /.")
    String name;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    boolean follow;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Begin so long ago: 90s, 10m, 2h, 7d. Default: the oldest kept")
    String since;

    @Option(names = "--region", paramLabel = "REGION", defaultValue = "", description = "Its region. Default: any")
    String region;

    @Option(names = "-n", paramLabel = "COUNT", defaultValue = "0", description = "End after so many events.")
    long count;

    @Option(
            names = "--filter",
            paramLabel = "PATTERN",
            defaultValue = "",
            description = "Only events that fit: a filter pattern of CloudWatch Logs.")
    String filter;

    @Option(names = "--json", description = "Print the server's JSON lines: time, stream, message.")
    boolean json;

    @Mixin
    Endpoint endpoint;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        ObjectMapper mapper = new ObjectMapper();
        long shown = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(endpoint.stream(path()), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (!line.isEmpty()) {
                    out.println(json ? line : shown(mapper.readTree(line)));
                    if (++shown == count || out.checkError()) {
                        return CommandLine.ExitCode.OK;
                    }
                }
                line = lines.readLine();
            }
        }
        if (follow) {
            throw new IOException("The server ended the connection");
        }
        return CommandLine.ExitCode.OK;
    }

    private String path() {
        String group = name.startsWith("/") ? name : "/aws/lambda/" + name;
        return "/_millrace/logs?group=" + Endpoint.encode(group) + "&region=" + Endpoint.encode(region) + "&filter="
                + Endpoint.encode(filter)
                + (since == null ? "" : "&since=" + seconds(since))
                + (follow ? "&follow=true" : "");
    }

    private long seconds(String text) {
        Matcher form = SINCE.matcher(text);
        if (!form.matches()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--since '" + text + "' is no time; right would be 90s, 10m, 2h or 7d");
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> number;
            case "m" -> number * 60;
            case "h" -> number * 3_600;
            default -> number * 86_400;
        };
    }

    private static String shown(JsonNode event) {
        return TerminalText.safe(event.path("time").asText()) + " "
                + TerminalText.safe(
                        event.path("message").asText().stripTrailing().replace("\t", "  "));
    }
}
