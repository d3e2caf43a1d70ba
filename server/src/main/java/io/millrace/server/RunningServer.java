package io.millrace.server;

/// The program, started. Closing takes no more requests, lets those in hand end, leaves what was not delivered to the
/// next start, and releases the data folder.
public interface RunningServer extends AutoCloseable {
    /// The port that it listens on.
    int port();

    @Override
    void close();
}
