package io.millrace.server.http;

import java.io.OutputStream;

/// The body of an answer, written bit by bit. Of one thread.
public abstract class AnswerStream extends OutputStream {
    /// Ends it so that no client takes it for whole. Does nothing after [#close].
    public abstract void abort();

    /// Ends it. One that is shorter than its Content-Length is as if [#abort] had been called.
    @Override
    public abstract void close();
}
