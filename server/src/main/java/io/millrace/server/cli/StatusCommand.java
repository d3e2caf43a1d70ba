package io.millrace.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.server.terminal.TerminalText;
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

/// What the streams of a running server have received and delivered, and how its functions are doing.
@Command(
        name = "status",
        description = "Show how the delivery streams and functions of a running server are doing.",
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
        } else {
            printStreams(out, status.path("streams"));
        }
        if (!status.path("functions").isEmpty()) {
            printFunctions(out, status.path("functions"));
        }
        out.println();
        out.println("Everything but backlog and processes is counted since the server started.");
    }

    private static void printStreams(PrintWriter out, JsonNode streams) {
        out.println();
        out.printf(ROW, "STREAM", "REGION", "RECORDS IN", "DELIVERED", "BACKLOG", "OBJECTS");
        for (JsonNode stream : streams) {
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
    }

    private static void printFunctions(PrintWriter out, JsonNode functions) {
        out.println();
        out.printf(ROW, "FUNCTION", "REGION", "CALLS", "ERRORS", "PROCESSES", "BUSY");
        for (JsonNode function : functions) {
            out.printf(
                    ROW,
                    TerminalText.safe(function.path("name").asText()),
                    TerminalText.safe(function.path("region").asText()),
                    number(function, "invocations"),
                    number(function, "errors"),
                    number(function, "processes"),
                    number(function, "busy"));
            count(out, function, "timeouts", "calls whose time was over");
            count(out, function, "throttles", "calls refused for want of concurrency");
            count(out, function, "crashes", "processes that ended unasked");
            JsonNode events = function.path("events");
            count(out, events, "accepted", "events accepted");
            count(out, events, "backlog", "events that wait");
            count(out, events, "open", "events that run or are tried again");
            count(out, events, "givenUp", "events given up");
            count(out, events, "untold", "records that no destination took");
        }
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
