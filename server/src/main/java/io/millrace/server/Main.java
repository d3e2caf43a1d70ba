package io.millrace.server;

import io.millrace.server.cli.Millrace;

/// The program.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int status = Millrace.run(args, Wiring::start);
        if (status != 0) {
            System.exit(status);
        }
    }
}
