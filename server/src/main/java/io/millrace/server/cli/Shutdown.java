package io.millrace.server.cli;

import io.millrace.server.RunningServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What SIGTERM and SIGINT do: close the server, then end with status 0. Left alone, the JVM would end with 128 + the
/// signal's number even after an orderly close, and a supervisor would take that for a failure.
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private Shutdown() {}

    static void closeAtExit(RunningServer server) {
        closeAtExit(server, () -> {});
    }

    /// @param after what is done when it is closed
    static void closeAtExit(RunningServer server, Runnable after) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, after), "shutdown"));
    }

    private static void close(RunningServer server, Runnable after) {
        int status = 0;
        try {
            server.close();
            after.run();
        } catch (RuntimeException e) {
            LOG.error("The server could not be closed in order; nothing that was acknowledged is lost", e);
            status = 1;
        }
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }
}
