package io.millrace.server.deploy;

import io.millrace.server.terminal.TerminalText;
import java.io.PrintWriter;
import java.util.Map;

/// The outputs of a stack, with the addresses at which they are answered here.
public final class OutputTable {
    private OutputTable() {}

    /// Prints nothing when there are none.
    ///
    /// @param url of the server, without a slash at the end
    public static void print(PrintWriter out, Map<String, String> outputs, String url) {
        if (outputs.isEmpty()) {
            return;
        }
        int width = Math.max(
                "OUTPUT".length(),
                outputs.keySet().stream().mapToInt(String::length).max().orElse(0));
        String row = "%-" + width + "s  %s%n";
        out.println();
        out.printf(row, "OUTPUT", "VALUE");
        outputs.forEach((name, value) ->
                out.printf(row, TerminalText.safe(name), TerminalText.safe(LocalAddress.in(value, url))));
    }
}
