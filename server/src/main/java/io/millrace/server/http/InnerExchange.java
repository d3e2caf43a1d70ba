package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An exchange between two parts of this program: the same door as from outside, without the network. Answers are held
/// in
/// memory, up to [Limit#API_BODY_BYTES].
///
/// The answer's future may be completed by any thread, also by the log's writer: whatever hangs on it is short.
public final class InnerExchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(InnerExchange.class);

    private final InnerRequest request;
    private final CompletableFuture<Response> answer = new CompletableFuture<>();

    private InnerExchange(InnerRequest request) {
        this.request = request;
    }

    /// Has a door answer a request. What is longer than its bound, or fails, is a 500.
    public static CompletableFuture<Response> call(HttpHandler door, InnerRequest request) {
        InnerExchange exchange = new InnerExchange(request);
        try {
            door.handle(exchange);
        } catch (RuntimeException failure) {
            exchange.failed(failure);
        }
        return exchange.answer;
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public String path() {
        return request.path();
    }

    @Override
    public String query() {
        return request.query();
    }

    @Override
    public Optional<String> header(String name) {
        for (Map.Entry<String, String> header : request.headers()) {
            if (header.getKey().equalsIgnoreCase(name)) {
                return Optional.of(header.getValue());
            }
        }
        return Optional.empty();
    }

    @Override
    public List<String> headerValues(String name) {
        return request.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public List<Map.Entry<String, String>> headers() {
        return request.headers();
    }

    @Override
    public String host() {
        return request.host();
    }

    @Override
    public Optional<String> plannedId() {
        return request.plannedId();
    }

    @Override
    public String remoteAddress() {
        return "";
    }

    /// What asks is a caller's wish in another form, and the caller may be anywhere.
    @Override
    public boolean isFromThisMachine() {
        return false;
    }

    @Override
    public Optional<String> contentLength() {
        return Optional.of(Integer.toString(request.body().length));
    }

    @Override
    public void withBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge) {
        if (request.body().length > bytesMax) {
            tooLarge.run();
        } else {
            then.accept(request.body());
        }
    }

    @Override
    public void withWholeBody(int bytesMax, Consumer<byte[]> then, Runnable tooLarge) {
        withBody(bytesMax, then, tooLarge);
    }

    @Override
    public void blocking(BlockingWork work) {
        Thread.ofVirtual().name("inner-exchange").start(() -> {
            try {
                work.run();
            } catch (Throwable failure) {
                failed(failure);
            }
        });
    }

    /// There is no loop; and the caller's thread may be one that must not be held up.
    @Override
    public void onLoop(Runnable task) {
        blocking(task::run);
    }

    @Override
    public void streaming(BlockingWork work) {
        blocking(work);
    }

    @Override
    public InputStream bodyStream() {
        return new ByteArrayInputStream(request.body());
    }

    @Override
    public void send(Response given) {
        answer.complete(given);
    }

    @Override
    public boolean isAnswered() {
        return answer.isDone();
    }

    @Override
    public AnswerStream sendStream(Response head) throws IOException {
        if (isAnswered()) {
            throw new IOException("Already answered");
        }
        return new Collected(head);
    }

    private void failed(Throwable failure) {
        LOG.error("{} {} failed", method(), path(), failure);
        send(Response.of(500, "text/plain", "Internal error\n"));
    }

    /// An answer whose body comes bit by bit.
    private final class Collected extends AnswerStream {
        private final Response head;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Collected(Response head) {
            this.head = head;
        }

        @Override
        public void abort() {
            send(Response.of(500, "text/plain", "The answer broke off\n"));
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (body.size() + (long) count > Limit.API_BODY_BYTES.value()) {
                send(Response.of(500, "text/plain", "The answer is too large\n"));
                throw new IOException("An answer over " + Limit.API_BODY_BYTES.value() + " bytes");
            }
            body.write(bytes, from, count);
        }

        @Override
        public void close() {
            String length = head.headers().get("Content-Length");
            if (length != null && body.size() < Long.parseLong(length)) {
                abort();
            }
            send(new Response(head.status(), head.headers(), head.more(), body.toByteArray()));
        }
    }
}
