package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// One event loop's server for one listener.
final class ListenerLoop extends AbstractVerticle {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int BACKLOG = 1024;
    private final ListenerSettings settings;
    private final int port;
    private final AtomicInteger bound;
    private final HttpHandler handler;
    private final InHand inHand;

    /// @param port as the server library takes it
    /// @param bound is given the port that was had
    ListenerLoop(ListenerSettings settings, int port, AtomicInteger bound, HttpHandler handler, InHand inHand) {
        this.settings = settings;
        this.port = port;
        this.bound = bound;
        this.handler = handler;
        this.inHand = inHand;
    }

    @Override
    public void start(Promise<Void> started) {
        Context loop = context;
        Outbox outbox = new Outbox(loop);
        HttpServer server = vertx.createHttpServer(options()).requestHandler(request -> accept(request, loop, outbox));
        server.listen(port, settings.host()).onComplete(listening -> {
            if (listening.failed()) {
                started.fail(listening.cause());
            } else {
                bound.set(listening.result().actualPort());
                started.complete();
            }
        });
    }

    private HttpServerOptions options() {
        HttpServerOptions options = new HttpServerOptions()
                .setReuseAddress(true)
                .setTcpNoDelay(true)
                .setAcceptBacklog(BACKLOG)
                .setMaxChunkSize(CHUNK_BYTES)
                .setMaxHeaderSize(Limit.HTTP_HEADER_BYTES.intValue())
                .setMaxInitialLineLength(Limit.HTTP_LINE_BYTES.intValue())
                .setIdleTimeout(Math.toIntExact(settings.idle().toSeconds()))
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        settings.key()
                .ifPresent(key -> options.setSsl(true).setUseAlpn(true).setKeyCertOptions(KeyCertOptions.wrap(key)));
        return options;
    }

    private void accept(HttpServerRequest request, Context loop, Outbox outbox) {
        inHand.begun();
        HttpExchange exchange = new HttpExchange(request, loop, outbox, inHand);
        if (inHand.isClosing()) {
            exchange.closeAfterAnswer();
            exchange.send(Response.of(503, "text/plain", "Shutting down\n"));
            return;
        }
        try {
            handler.handle(exchange);
        } catch (RuntimeException | Error failure) {
            exchange.failed(failure);
        }
    }
}
