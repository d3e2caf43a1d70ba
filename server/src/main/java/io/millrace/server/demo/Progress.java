package io.millrace.server.demo;

import java.io.PrintWriter;
import java.util.Locale;

/// The counts of a demo while they move: in place on a terminal, else a line now and then.
final class Progress {
    private static final long TERMINAL_MILLIS = 100;
    private static final long LINE_MILLIS = 1_000;

    private final PrintWriter out;
    private final boolean terminal;
    private long shownAt;

    Progress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Whether it is time to show the counts again.
    boolean isDue() {
        long millis = (System.nanoTime() - shownAt) / 1_000_000;
        return shownAt == 0 || millis >= (terminal ? TERMINAL_MILLIS : LINE_MILLIS);
    }

    void show(long acknowledged, long calls, long delivered, long objects) {
        String counts = String.format(
                Locale.ROOT,
                "  acknowledged %,d   calls of the function %,d   delivered %,d   objects %,d",
                acknowledged,
                calls,
                delivered,
                objects);
        if (terminal) {
            out.print("\r\u001b[K" + counts);
            out.flush();
        } else {
            out.println(counts);
        }
        shownAt = System.nanoTime();
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }
}
