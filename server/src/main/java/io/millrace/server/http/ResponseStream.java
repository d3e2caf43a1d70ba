package io.millrace.server.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/// An answer written by a virtual thread, no faster than the client reads it: at most
/// [io.millrace.core.limit.Limit#HTTP_STREAM_CHUNKS] writes are under way.
final class ResponseStream extends AnswerStream {
    private final HttpServerResponse response;
    private final Context context;
    private final InHand inHand;
    private final Semaphore room = new Semaphore(HttpExchange.chunksMax());
    private volatile boolean broken;
    private long bytesLeft;
    private boolean closed;

    private ResponseStream(HttpServerResponse response, long bytes, Context context, InHand inHand) {
        this.response = response;
        this.bytesLeft = bytes;
        this.context = context;
        this.inHand = inHand;
    }

    static ResponseStream begin(HttpServerResponse response, Response head, Context context, InHand inHand) {
        String length = head.headers().get("Content-Length");
        ResponseStream stream =
                new ResponseStream(response, length == null ? 0 : Long.parseLong(length), context, inHand);
        context.runOnContext(ignored -> {
            response.setStatusCode(head.status());
            head.headers().forEach(response::putHeader);
            head.more().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
            response.setChunked(length == null);
            response.exceptionHandler(cause -> stream.breakOff());
            response.closeHandler(gone -> stream.breakOff());
        });
        return stream;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return;
        }
        Buffer chunk = Buffer.buffer(length).appendBytes(bytes, offset, length);
        acquire();
        bytesLeft -= length;
        context.runOnContext(ignored -> response.write(chunk).onComplete(result -> {
            if (result.failed()) {
                breakOff();
            }
            room.release();
        }));
    }

    private void acquire() throws IOException {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while answering");
        }
        if (broken) {
            throw new IOException("The client went away");
        }
    }

    private void breakOff() {
        broken = true;
        room.release();
    }

    /// Ends the answer. One that broke off before its Content-Length was written closes the connection, so that no
    /// client takes it for whole.
    @Override
    public void close() {
        end(bytesLeft > 0);
    }

    @Override
    public void abort() {
        end(true);
    }

    private void end(boolean cutShort) {
        if (!closed) {
            closed = true;
            context.runOnContext(ignored -> {
                Future<Void> ended = cutShort ? response.reset() : response.end();
                ended.onComplete(done -> inHand.done());
            });
        }
    }
}
