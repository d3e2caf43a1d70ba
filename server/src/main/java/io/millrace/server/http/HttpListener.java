package io.millrace.server.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One listening port: HTTP/1.1 and HTTP/2, each request handed to an [HttpHandler]. Made by [EventLoops#listen].
///
/// Limits: headers, request line, idle time, bodies; see [ListenerSettings] and
/// [io.millrace.core.limit.Limit]. A request that is not HTTP is answered 400 by the server library.
public final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    private final EventLoops loops;
    private final String deployment;
    private final InHand inHand;
    private final int port;
    private final Duration patience;
    private final AtomicBoolean closed = new AtomicBoolean();
    private Runnable afterClose = () -> {};

    HttpListener(EventLoops loops, String deployment, InHand inHand, int port, Duration patience) {
        this.loops = loops;
        this.deployment = deployment;
        this.inHand = inHand;
        this.port = port;
        this.patience = patience;
    }

    /// Listens with event loops of its own, which end with it.
    ///
    /// @param port 0 for any free one
    /// @throws IllegalStateException when the port cannot be had
    public static HttpListener start(String host, int port, HttpHandler handler) {
        EventLoops loops = EventLoops.start();
        try {
            HttpListener listener = loops.listen(ListenerSettings.main(host, port), handler);
            listener.afterClose = loops::close;
            return listener;
        } catch (IllegalStateException e) {
            loops.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    /// Requests that are being answered.
    public long requestsInHand() {
        return inHand.requests();
    }

    /// Takes no more requests, lets those in hand end for as long as its settings say, then closes.
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (!inHand.close(patience) && patience.isPositive()) {
            LOG.warn("{} requests did not end in time", inHand.requests());
        }
        loops.close(deployment).toCompletionStage().toCompletableFuture().join();
        afterClose.run();
    }

    /// As [#close], for listeners without patience: waits for nothing, so event loops may call it.
    public void closeSoon() {
        if (closed.compareAndSet(false, true)) {
            inHand.close(Duration.ZERO);
            loops.close(deployment);
        }
    }
}
