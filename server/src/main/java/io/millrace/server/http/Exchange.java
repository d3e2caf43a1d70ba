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
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One HTTP request and its answer. Choose one way to read the body ([#withBody] on the event loop, [#blocking] with
/// [#bodyStream] on a virtual
/// thread) and one way to answer ([#send] or [#sendStream]); the first answer counts, later ones are ignored.
///
/// Everything is as it came over the wire: the path and the query are not decoded. Nothing here may be kept after the
/// answer.
public final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private final HttpServerRequest request;
    private final Context context;
    private final Outbox outbox;
    private final InHand inHand;
    private final Continue continued;
    private final AtomicBoolean answered = new AtomicBoolean();
    private BodyStream bodyStream;
    private volatile boolean endConnection;

    Exchange(HttpServerRequest request, Context context, Outbox outbox, InHand inHand) {
        this.request = request;
        this.context = context;
        this.outbox = outbox;
        this.inHand = inHand;
        this.continued = new Continue(request);
    }

    /// `GET`, `PUT`…, in upper case.
    public String method() {
        return request.method().name();
    }

    /// The path as sent, still percent-encoded.
    public String path() {
        String path = request.path();
        return path == null || path.isEmpty() ? "/" : path;
    }

    /// The query as sent, without `?`; empty when there is none.
    public String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    /// The first value of a header.
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /// All values of a header, in order.
    public List<String> headerValues(String name) {
        return request.headers().getAll(name);
    }

    /// All headers in order, names as sent.
    public List<Map.Entry<String, String>> headers() {
        return request.headers().entries();
    }

    /// The host that the client means, with its port where it named one: the Host header, or `:authority`.
    public String host() {
        HostAndPort authority = request.authority();
        return authority == null ? "" : authority.toString();
    }

    /// Address of the other side of the connection.
    public String remoteAddress() {
        return request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    }

    /// Whether the other side is on this machine: it came over loopback, or from the very address that it came to.
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

    /// The declared length of the body; empty when it is chunked or there is none.
    public Optional<String> contentLength() {
        return header("Content-Length");
    }

    /// Collects the whole body and hands it on, on the event loop. A body over `bytesMax` goes to `tooLarge` and closes
    /// the connection after the answer.
    public void withBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge) {
        continued.send();
        new BodyCollector(this, request, inHand, bytesMax).collect(then, tooLarge);
    }

    /// As [#withBody], but what is too large is read to its end first, up to four times the bound: some clients look
    /// for
    /// no answer before they have sent all.
    public void withWholeBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge) {
        continued.send();
        new BodyCollector(this, request, inHand, bytesMax)
                .drainUpTo(4L * bytesMax)
                .collect(then, tooLarge);
    }

    /// Runs work that may block, on a virtual thread, once the body was collected or when there is none to read.
    public void blocking(BlockingWork work) {
        Thread.ofVirtual().name("exchange").start(() -> {
            try {
                work.run();
            } catch (Throwable failure) {
                failed(failure);
            }
        });
    }

    /// As [#blocking], with the body waiting unread until the work asks for [#bodyStream].
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

    /// The body as it comes, within [#streaming]; the socket is read only as fast as this is.
    public InputStream bodyStream() {
        return bodyStream;
    }

    /// Answers whole. May be called from any thread.
    public void send(Response answer) {
        if (answered.compareAndSet(false, true)) {
            outbox.add(() -> write(answer));
        }
    }

    /// Whether an answer was given or begun.
    public boolean isAnswered() {
        return answered.get();
    }

    /// Begins an answer whose body comes bit by bit, from within [#blocking] or [#streaming]. Writing blocks while the
    /// client does not
    /// read.
    ///
    /// @param head status and headers; its body is ignored; chunked unless it has a Content-Length
    public OutputStream sendStream(Response head) throws IOException {
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
        answer.cookies().forEach(cookie -> response.headers().add("Set-Cookie", cookie));
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

    /// Work on a virtual thread.
    @FunctionalInterface
    public interface BlockingWork {
        void run() throws Exception;
    }

    static int chunksMax() {
        return Limit.HTTP_STREAM_CHUNKS.intValue();
    }
}
