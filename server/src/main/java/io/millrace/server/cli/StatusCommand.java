package io.millrace.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What every stream of a running server has received and delivered.
@Command(
        name = "status",
        description = "Show what each stream of a running server has received and delivered.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  millrace status", "  millrace status --json", "  millrace status --endpoint http://127.0.0.1:5000"
        })
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-24s %-10s %12s %12s %9s %8s%n";

    @Spec
    CommandSpec spec;

    @Mixin
    Endpoint endpoint;

    @Option(names = "--json", description = "Print the server's own JSON.")
    boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String page = endpoint.text("/_millrace/status");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(page.strip());
        } else {
            print(out, new ObjectMapper().readTree(page));
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(PrintWriter out, JsonNode status) {
        out.printf(
                "Millrace %s at %s, up %s%n",
                TerminalText.safe(status.path("version").asText()),
                endpoint.url,
                duration(status.path("uptimeSeconds").asLong()));
        if (status.path("streams").isEmpty()) {
            out.println("No delivery streams yet.");
            return;
        }
        out.println();
        out.printf(ROW, "STREAM", "REGION", "RECORDS IN", "DELIVERED", "BACKLOG", "OBJECTS");
        for (JsonNode stream : status.path("streams")) {
            out.printf(
                    ROW,
                    TerminalText.safe(stream.path("name").asText()),
                    TerminalText.safe(stream.path("region").asText()),
                    number(stream, "recordsIn"),
                    number(stream, "delivered"),
                    number(stream, "backlog"),
                    number(stream, "objects"));
            detail(out, stream, "oldest", "oldest record not delivered");
            count(out, stream, "failed", "records under the error prefix");
            count(out, stream, "corrupt", "records damaged in the log and skipped");
            count(out, stream, "dropped", "records dropped by retention undelivered");
            count(out, stream.path("function"), "calls", "calls that the function answered");
            count(out, stream.path("function"), "failedCalls", "calls of the function that failed");
            count(out, stream.path("function"), "dropped", "records that the function dropped");
            count(out, stream.path("backup"), "records", "source records backed up");
            detail(out, stream, "lastError", "last error");
            detail(out, stream, "failingSince", "failing since");
            detail(out, stream, "nextRetry", "next retry");
        }
        out.println();
        out.println("Records in, delivered and objects are counted since the server started.");
    }

    private static void detail(PrintWriter out, JsonNode stream, String field, String label) {
        if (stream.has(field)) {
            out.println(
                    "    " + label + ": " + TerminalText.safe(stream.path(field).asText()));
        }
    }

    private static void count(PrintWriter out, JsonNode stream, String field, String label) {
        if (stream.path(field).asLong() > 0) {
            out.println("    " + label + ": " + number(stream, field));
        }
    }

    private static String number(JsonNode stream, String field) {
        return String.format(Locale.ROOT, "%,d", stream.path(field).asLong());
    }

    static String duration(long seconds) {
        Duration duration = Duration.ofSeconds(seconds);
        return duration.toDays() > 0
                ? "%d d %d h".formatted(duration.toDays(), duration.toHoursPart())
                : duration.toHours() > 0
                        ? "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart())
                        : duration.toMinutes() > 0
                                ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                                : seconds + " s";
    }
}
