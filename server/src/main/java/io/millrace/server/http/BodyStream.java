package io.millrace.server.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A body read by a virtual thread while the event loop brings it. At most
/// [io.millrace.core.limit.Limit#HTTP_STREAM_CHUNKS] chunks wait here: each that is taken lets one
/// more in, so the queue needs no bound of its own.
final class BodyStream extends InputStream {
    private final HttpServerRequest request;
    private final Context context;
    private final Continue continued;
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private Buffer current;
    private int position;
    private boolean started;
    private boolean ended;
    private volatile boolean discarded;

    /// What arrives: a chunk, the end, or the news that the client went away.
    private sealed interface Piece {
        record Chunk(Buffer bytes) implements Piece {}

        record End() implements Piece {}

        record Broken(Throwable cause) implements Piece {}
    }

    /// To be called on the event loop, before the handler of the request returns.
    BodyStream(HttpServerRequest request, Context context, Continue continued) {
        this.request = request;
        this.context = context;
        this.continued = continued;
        request.pause();
        request.handler(chunk -> {
            if (!discarded) {
                pieces.add(new Piece.Chunk(chunk));
            }
        });
        request.endHandler(ignored -> pieces.add(new Piece.End()));
        request.exceptionHandler(cause -> pieces.add(new Piece.Broken(cause)));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (current == null || position == current.length()) {
            if (ended || !next()) {
                return -1;
            }
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, target, offset);
        position += count;
        return count;
    }

    private boolean next() throws IOException {
        int wanted = started ? 1 : HttpExchange.chunksMax();
        started = true;
        context.runOnContext(ignored -> {
            continued.send();
            // Over HTTP/2 an empty body has ended before anyone asks for it.
            if (!request.isEnded()) {
                request.fetch(wanted);
            }
        });
        try {
            return switch (pieces.take()) {
                case Piece.Chunk chunk -> {
                    current = chunk.bytes();
                    position = 0;
                    yield true;
                }
                case Piece.End end -> {
                    ended = true;
                    yield false;
                }
                case Piece.Broken broken -> {
                    ended = true;
                    throw (EOFException) new EOFException("The client went away before the body was whole")
                            .initCause(broken.cause());
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while reading a body");
        }
    }

    /// Lets what was not read flow away, so that the connection can be used again.
    void discard() {
        if (!ended) {
            discarded = true;
            context.runOnContext(ignored -> {
                if (!request.isEnded()) {
                    request.resume();
                }
            });
        }
    }
}
