package io.millrace.server.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// The threads that all listeners of the program share, one per core. Any thread may open and close listeners at any
/// time, but the loops themselves may not: both wait for them.
public final class EventLoops implements AutoCloseable {
    private final Vertx vertx;
    private final int loops;
    /// To Vert.x, servers with the same negative port share any free one.
    private final AtomicInteger anyPorts = new AtomicInteger();
    private final Set<Future<Void>> closing = ConcurrentHashMap.newKeySet();

    private EventLoops(Vertx vertx, int loops) {
        this.vertx = vertx;
        this.loops = loops;
    }

    public static EventLoops start() {
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops))
                .build();
        return new EventLoops(vertx, loops);
    }

    /// Listens on a port. Each listener counts its own requests in hand.
    ///
    /// @throws IllegalStateException when the port cannot be had, or the loops are closed
    public HttpListener listen(ListenerSettings settings, HttpHandler handler) {
        InHand inHand = new InHand(settings.bodiesBytesMax());
        AtomicInteger bound = new AtomicInteger();
        int port = settings.port() == 0 ? -anyPorts.incrementAndGet() : settings.port();
        Supplier<ListenerLoop> loop = () -> new ListenerLoop(settings, port, bound, handler, inHand);
        try {
            String deployment = vertx.deployVerticle(
                            loop, new DeploymentOptions().setInstances(settings.everyLoop() ? loops : 1))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return new HttpListener(this, deployment, inHand, bound.get(), settings.patience());
        } catch (CompletionException e) {
            throw new IllegalStateException(
                    "Cannot listen on " + settings.host() + ":" + settings.port() + ": "
                            + e.getCause().getMessage(),
                    e.getCause());
        }
    }

    /// Listeners that are open.
    public int listeners() {
        return vertx.deploymentIDs().size();
    }

    /// Never fails: what can fail is that the loops were closed before, and then the port is.
    Future<Void> close(String deployment) {
        Future<Void> closed = vertx.undeploy(deployment).otherwiseEmpty();
        closing.add(closed);
        return closed.onComplete(ignored -> closing.remove(closed));
    }

    /// Ends the threads, and with them all listeners that are still open.
    @Override
    public void close() {
        Future.join(List.copyOf(closing))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
