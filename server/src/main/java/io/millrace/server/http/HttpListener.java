package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program's one listening port: HTTP/1.1 and HTTP/2 without TLS, one event loop per core, all of them on the same
/// port. Hands each request to an [HttpHandler].
///
/// Limits: headers, request line, idle time, bodies; see [Limit]. A request that is not HTTP is answered 400 by the
/// server library.
public final class HttpListener implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);

    private final Vertx vertx;
    private final InHand inHand;
    private final int port;

    private HttpListener(Vertx vertx, InHand inHand, int port) {
        this.vertx = vertx;
        this.inHand = inHand;
        this.port = port;
    }

    /// Listens.
    ///
    /// @param port 0 for any free one
    /// @throws IllegalStateException when the port cannot be had
    public static HttpListener start(String host, int port, HttpHandler handler) {
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops))
                .build();
        InHand inHand = new InHand();
        try {
            int bound = deploy(vertx, new Loop(host, port, new AtomicInteger(), handler, inHand), loops);
            return new HttpListener(vertx, inHand, bound);
        } catch (CompletionException e) {
            vertx.close();
            throw new IllegalStateException(
                    "Cannot listen on " + host + ":" + port + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    private static int deploy(Vertx vertx, Loop template, int instances) {
        Supplier<Loop> copies = template::copy;
        vertx.deployVerticle(copies, new DeploymentOptions().setInstances(instances))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return template.bound.get();
    }

    public int port() {
        return port;
    }

    /// Requests that are being answered.
    public long requestsInHand() {
        return inHand.requests();
    }

    /// Takes no more requests, lets those in hand end for up to [Limit#HTTP_SHUTDOWN_SECONDS], then closes.
    @Override
    public void close() {
        if (!inHand.close(Duration.ofSeconds(Limit.HTTP_SHUTDOWN_SECONDS.value()))) {
            LOG.warn("{} requests did not end in time", inHand.requests());
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static HttpServerOptions options() {
        return new HttpServerOptions()
                .setReuseAddress(true)
                .setTcpNoDelay(true)
                .setAcceptBacklog(1024)
                .setHandle100ContinueAutomatically(true)
                .setMaxChunkSize(CHUNK_BYTES)
                .setMaxHeaderSize(Limit.HTTP_HEADER_BYTES.intValue())
                .setMaxInitialLineLength(Limit.HTTP_LINE_BYTES.intValue())
                .setIdleTimeout(Limit.HTTP_IDLE_SECONDS.intValue())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    /// One event loop's server.
    private static final class Loop extends AbstractVerticle {
        /// To Vert.x, any free port, the same one for all loops.
        private static final int ANY_SHARED = -1;

        private final String host;
        private final int port;
        private final AtomicInteger bound;
        private final HttpHandler handler;
        private final InHand inHand;

        Loop(String host, int port, AtomicInteger bound, HttpHandler handler, InHand inHand) {
            this.host = host;
            this.port = port;
            this.bound = bound;
            this.handler = handler;
            this.inHand = inHand;
        }

        Loop copy() {
            return new Loop(host, port, bound, handler, inHand);
        }

        @Override
        public void start(Promise<Void> started) {
            Context loop = context;
            Outbox outbox = new Outbox(loop);
            HttpServer server =
                    vertx.createHttpServer(options()).requestHandler(request -> accept(request, loop, outbox));
            server.listen(port == 0 ? ANY_SHARED : port, host).onComplete(listening -> {
                if (listening.failed()) {
                    started.fail(listening.cause());
                } else {
                    bound.set(listening.result().actualPort());
                    started.complete();
                }
            });
        }

        private void accept(HttpServerRequest request, Context loop, Outbox outbox) {
            inHand.begun();
            Exchange exchange = new Exchange(request, loop, outbox, inHand);
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
}
