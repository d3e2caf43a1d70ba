package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An exchange with a client, over HTTP. Belongs to the event loop of its connection.
final class HttpExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private final HttpServerRequest request;
    private final Context context;
    private final Outbox outbox;
    private final InHand inHand;
    private final Continue continued;
    private final AtomicBoolean answered = new AtomicBoolean();
    private BodyStream bodyStream;
    private volatile boolean endConnection;

    HttpExchange(HttpServerRequest request, Context context, Outbox outbox, InHand inHand) {
        this.request = request;
        this.context = context;
        this.outbox = outbox;
        this.inHand = inHand;
        this.continued = new Continue(request);
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        String path = request.path();
        return path == null || path.isEmpty() ? "/" : path;
    }

    @Override
    public String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public List<String> headerValues(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public List<Map.Entry<String, String>> headers() {
        return request.headers().entries();
    }

    @Override
    public String host() {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    @Override
    public String remoteAddress() {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    @Override
    public boolean isFromThisMachine() {
        SocketAddress remote = request.remoteAddress();
        SocketAddress local = request.localAddress();
        if (remote == null || local == null || remote.hostAddress() == null) {
            return false;
        }
        return remote.hostAddress().equals(local.hostAddress()) || isLoopback(remote.hostAddress());
    }

    private static boolean isLoopback(String address) {
        return InetAddress.ofLiteral(address).isLoopbackAddress();
    }

    @Override
    public Optional<String> contentLength() {
        return header("Content-Length");
    }

    @Override
    public void withBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge) {
        continued.send();
        new BodyCollector(this, request, inHand, bytesMax).collect(then, tooLarge);
    }

    @Override
    public void withWholeBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge) {
        continued.send();
        new BodyCollector(this, request, inHand, bytesMax)
                .drainUpTo(4L * bytesMax)
                .collect(then, tooLarge);
    }

    @Override
    public void blocking(BlockingWork work) {
        Thread.ofVirtual().name("exchange").start(() -> {
            try {
                work.run();
            } catch (Throwable failure) {
                failed(failure);
            }
        });
    }

    @Override
    public void onLoop(Runnable task) {
        outbox.add(() -> {
            try {
                task.run();
            } catch (Throwable failure) {
                failed(failure);
            }
        });
    }

    @Override
    public void streaming(BlockingWork work) {
        bodyStream = new BodyStream(request, context, continued);
        blocking(() -> {
            try {
                work.run();
            } finally {
                bodyStream.discard();
            }
        });
    }

    @Override
    public InputStream bodyStream() {
        return bodyStream;
    }

    @Override
    public void send(Response answer) {
        if (answered.compareAndSet(false, true)) {
            outbox.add(() -> write(answer));
        }
    }

    @Override
    public boolean isAnswered() {
        return answered.get();
    }

    @Override
    public AnswerStream sendStream(Response head) throws IOException {
        if (!answered.compareAndSet(false, true)) {
            throw new IOException("Already answered");
        }
        return ResponseStream.begin(request.response(), head, context, inHand);
    }

    /// The client went away before it had asked in full: there is nobody to answer.
    void abandon() {
        if (answered.compareAndSet(false, true)) {
            inHand.done();
        }
    }

    /// Closes the connection once the answer is out: for a body that nobody will read.
    void closeAfterAnswer() {
        endConnection = true;
    }

    /// Runs a task on the event loop later; gives the timer to [#cancel].
    long after(long millis, Runnable task) {
        return context.owner().setTimer(millis, ignored -> task.run());
    }

    void cancel(long timer) {
        context.owner().cancelTimer(timer);
    }

    void failed(Throwable failure) {
        LOG.error("{} {} failed", method(), path(), failure);
        if (!isAnswered()) {
            send(Response.of(500, "text/plain", "Internal error\n"));
        }
    }

    private void write(Response answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.headWritten()) {
            inHand.done();
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> response.putHeader(HeaderNames.checked(name), value));
        answer.more()
                .forEach(header -> response.headers().add(HeaderNames.checked(header.getKey()), header.getValue()));
        boolean last = endConnection || continued.spoilsConnection();
        if (last) {
            response.putHeader("Connection", "close");
        }
        response.end(Buffer.buffer(answer.body())).onComplete(ignored -> {
            inHand.done();
            if (last) {
                request.connection().close();
            }
        });
    }

    static int chunksMax() {
        return Limit.HTTP_STREAM_CHUNKS.intValue();
    }
}
