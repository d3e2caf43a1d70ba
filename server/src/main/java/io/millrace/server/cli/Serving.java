package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import io.millrace.server.StartOptions;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/// A server that runs until it is told to stop.
final class Serving {
    private Serving() {}

    /// Starts, says where it listens, and never comes back: [Shutdown] ends the process.
    static void untilStopped(Function<StartOptions, RunningServer> starter, StartOptions options, PrintWriter out)
            throws InterruptedException {
        RunningServer server = starter.apply(options);
        ServerFile.write(options.data(), server.port());
        Shutdown.closeAtExit(server, () -> ServerFile.delete(options.data()));
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        out.println("Millrace " + Version.TEXT + " listens on http://" + host + ":" + server.port() + ", data in "
                + options.data());
        new CountDownLatch(1).await();
    }
}
