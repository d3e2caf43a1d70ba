package io.millrace.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.server.terminal.Terminal;
import io.millrace.server.terminal.TerminalText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts what could not be delivered on its stream again.
@Command(
        name = "redrive",
        description = "Put the records that lie under a stream's error prefix on the stream again, each once, and"
                + " delete the error objects. Interrupted, it goes on when it is run again.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  millrace redrive clicks", "  millrace redrive clicks --json"})
final class RedriveCommand implements Callable<Integer> {
    private static final int BAR_CHARS = 30;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "STREAM", description = "Name of the delivery stream.")
    String stream;

    @Option(names = "--region", paramLabel = "REGION", defaultValue = "", description = "Its region. Default: any")
    String region;

    @Option(names = "--json", description = "Print the server's JSON lines.")
    boolean json;

    @Mixin
    Endpoint endpoint;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String path = "/_millrace/redrive?stream=" + Endpoint.encode(stream) + "&region=" + Endpoint.encode(region);
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = Terminal.isOne();
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(endpoint.post(path), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                JsonNode progress = mapper.readTree(line);
                if (progress.has("error")) {
                    out.print(terminal && !json ? System.lineSeparator() : "");
                    out.flush();
                    throw new IOException(
                            TerminalText.safe(progress.path("error").asText()));
                }
                if (json) {
                    out.println(line);
                } else {
                    show(out, progress, terminal);
                }
                if (progress.path("done").asBoolean()) {
                    return CommandLine.ExitCode.OK;
                }
                line = lines.readLine();
            }
        }
        throw new IOException("The server ended the connection; run the command again to go on");
    }

    /// @param terminal whether a person looks at it, who is shown a bar
    static void show(PrintWriter out, JsonNode progress, boolean terminal) {
        long objects = progress.path("objects").asLong();
        boolean done = progress.path("done").asBoolean();
        if (terminal && objects > 0) {
            out.print("\r\u001b[K" + bar(progress) + (done ? "\n" : ""));
            out.flush();
        }
        if (done) {
            out.println(
                    objects == 0
                            ? "Nothing lies under the error prefix."
                            : String.format(
                                    Locale.ROOT,
                                    "%,d records of %,d error objects are on the stream again.",
                                    progress.path("records").asLong(),
                                    progress.path("objectsDone").asLong()
                                            - progress.path("objectsSkipped").asLong()));
            if (progress.path("objectsSkipped").asLong() > 0) {
                out.printf(
                        Locale.ROOT,
                        "%,d objects are not made of error lines and were left as they are.%n",
                        progress.path("objectsSkipped").asLong());
            }
        }
    }

    static String bar(JsonNode progress) {
        long bytes = Math.max(1, progress.path("bytes").asLong());
        double share = Math.min(1, progress.path("bytesDone").asLong() / (double) bytes);
        int full = (int) Math.round(share * BAR_CHARS);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3.0f %%  %,d/%,d objects  %,d records",
                "#".repeat(full),
                "-".repeat(BAR_CHARS - full),
                share * 100,
                progress.path("objectsDone").asLong(),
                progress.path("objects").asLong(),
                progress.path("records").asLong());
    }
}
