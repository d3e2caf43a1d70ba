package io.millrace.server.cli;

import java.io.PrintWriter;

/// What is said when Ctrl-C ends a command whose work goes on without it.
final class LeaveNote implements AutoCloseable {
    private final Thread hook;

    private LeaveNote(Thread hook) {
        this.hook = hook;
    }

    static LeaveNote of(PrintWriter out, String text) {
        Thread hook = new Thread(
                () -> {
                    out.println();
                    out.println(text);
                    out.flush();
                },
                "leave-note");
        Runtime.getRuntime().addShutdownHook(hook);
        return new LeaveNote(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The program ends: the note is being said.
            return;
        }
    }
}
