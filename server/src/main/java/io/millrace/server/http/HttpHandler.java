package io.millrace.server.http;

/// What answers requests. Called on an event loop as soon as the headers are there: it must not block; work that blocks
/// goes
/// through [Exchange#blocking].
@FunctionalInterface
public interface HttpHandler {
    /// Answers the exchange now or later, exactly once. What it throws becomes a bare 500 and a line in the log.
    void handle(Exchange exchange);
}
