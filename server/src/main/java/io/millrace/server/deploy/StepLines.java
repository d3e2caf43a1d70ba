package io.millrace.server.deploy;

import io.millrace.server.deploy.client.ResourceEvent;
import io.millrace.server.terminal.TerminalText;
import java.io.PrintWriter;
import java.util.List;

/// One plain line per event.
final class StepLines implements Steps {
    private final PrintWriter out;

    StepLines(PrintWriter out) {
        this.out = out;
    }

    /// An event on a line, with its reason behind it.
    static String line(ResourceEvent event) {
        String line = "%-18s  %-30s  %s"
                .formatted(
                        TerminalText.safe(event.status()),
                        TerminalText.safe(event.logicalId()),
                        TerminalText.safe(event.type()));
        return event.reason().isEmpty() ? line : line + "  " + TerminalText.safe(event.reason());
    }

    @Override
    public void expect(int resources) {}

    @Override
    public void show(List<ResourceEvent> events) {
        events.forEach(event -> out.println(line(event)));
        out.flush();
    }

    @Override
    public void end() {}
}
