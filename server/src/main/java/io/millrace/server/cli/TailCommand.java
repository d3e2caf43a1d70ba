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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Follows a stream of a running server. Looking takes nothing from the stream.
@Command(
        name = "tail",
        description = "Print a stream's records as they are acknowledged, one line each, until Ctrl-C.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace tail clicks",
            "  millrace tail clicks --from-start -n 10",
            "  millrace tail clicks --json | jq -r '.data | @base64d'"
        })
final class TailCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "STREAM", description = "Name of the delivery stream.")
    String stream;

    @Option(names = "--region", paramLabel = "REGION", defaultValue = "", description = "Its region. Default: any")
    String region;

    @Option(names = "--from-start", description = "Begin with the oldest record that the log keeps.")
    boolean fromStart;

    @Option(names = "-n", paramLabel = "COUNT", defaultValue = "0", description = "End after so many records.")
    long count;

    @Option(names = "--json", description = "Print the server's JSON lines: offset, time, data in base64.")
    boolean json;

    @Mixin
    Endpoint endpoint;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = "/_millrace/tail?stream=" + Endpoint.encode(stream) + "&region=" + Endpoint.encode(region)
                + (fromStart ? "&from=start" : "");
        PrintWriter out = spec.commandLine().getOut();
        ObjectMapper mapper = new ObjectMapper();
        long shown = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(endpoint.stream(path), StandardCharsets.UTF_8))) {
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
        throw new IOException("The server ended the connection");
    }

    private static String shown(JsonNode record) throws IOException {
        if (record.has("error")) {
            return TerminalText.safe(record.path("error").asText());
        }
        String data = new String(record.path("data").binaryValue(), StandardCharsets.UTF_8);
        return TerminalText.safe(data.stripTrailing());
    }
}
