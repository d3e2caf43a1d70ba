package io.millrace.server.deploy;

import io.millrace.server.deploy.client.ResourceEvent;
import io.millrace.server.terminal.TerminalText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is under way at the bottom of a terminal, drawn over as it moves: a line per resource and a bar. A resource
/// that
/// is done moves up and stays, so that a stack may have more resources than the terminal has lines.
final class StepBoard implements Steps {
    private static final int LINES_MAX = 10;
    private static final int WIDTH_CHARS = 79;
    private static final int BAR_CHARS = 30;

    private final PrintWriter out;
    private final Map<String, ResourceEvent> running = new LinkedHashMap<>();
    private final Set<String> done = new LinkedHashSet<>();
    private String status = "";
    private int expected;
    private int drawn;

    StepBoard(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void expect(int resources) {
        expected = resources;
    }

    @Override
    public void show(List<ResourceEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        StringBuilder drawing = new StringBuilder(erasure());
        for (ResourceEvent event : events) {
            if (event.isOfStack()) {
                status = TerminalText.safe(event.status());
            } else if (event.isEnd()) {
                running.remove(event.logicalId());
                done.add(event.logicalId());
                drawing.append(StepLines.line(event)).append('\n');
            } else {
                done.remove(event.logicalId());
                running.put(event.logicalId(), event);
            }
        }
        draw(drawing);
        out.print(drawing);
        out.flush();
    }

    @Override
    public void end() {
        out.print(erasure());
        out.flush();
        drawn = 0;
        done.clear();
        running.clear();
        expected = 0;
    }

    /// Back to the first line of what was drawn, and everything below it gone.
    private String erasure() {
        return drawn == 0 ? "" : "\r" + (drawn > 1 ? "\u001b[" + (drawn - 1) + "A" : "") + "\u001b[J";
    }

    private void draw(StringBuilder drawing) {
        drawn = 1;
        for (ResourceEvent event : running.values().stream().limit(LINES_MAX).toList()) {
            drawing.append(cut(StepLines.line(event).stripTrailing())).append('\n');
            drawn++;
        }
        if (running.size() > LINES_MAX) {
            drawing.append("and ").append(running.size() - LINES_MAX).append(" more\n");
            drawn++;
        }
        drawing.append(cut(bar()));
    }

    private String bar() {
        int total = Math.max(Math.max(expected, done.size() + running.size()), 1);
        int full = BAR_CHARS * done.size() / total;
        return "[" + "#".repeat(full) + "-".repeat(BAR_CHARS - full) + "] " + done.size() + "/" + total + " resources  "
                + status;
    }

    private static String cut(String line) {
        return line.length() <= WIDTH_CHARS ? line : line.substring(0, WIDTH_CHARS);
    }
}
