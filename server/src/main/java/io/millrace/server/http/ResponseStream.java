package io.millrace.server.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/// An answer written by a virtual thread, no faster than the client reads it: at most
/// [io.millrace.core.limit.Limit#HTTP_STREAM_CHUNKS] writes are under way.
final class ResponseStream extends OutputStream {
    private final HttpServerResponse response;
    private final Context context;
    private final InHand inHand;
    private final Semaphore room = new Semaphore(Exchange.chunksMax());
    private volatile boolean broken;
    private boolean closed;

    private ResponseStream(HttpServerResponse response, Context context, InHand inHand) {
        this.response = response;
        this.context = context;
        this.inHand = inHand;
    }

    static ResponseStream begin(HttpServerResponse response, Response head, Context context, InHand inHand) {
        ResponseStream stream = new ResponseStream(response, context, inHand);
        context.runOnContext(ignored -> {
            response.setStatusCode(head.status());
            head.headers().forEach(response::putHeader);
            response.setChunked(!head.headers().containsKey("Content-Length"));
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
        if (!closed) {
            closed = true;
            context.runOnContext(ignored -> {
                if (!response.closed()) {
                    response.end();
                }
                inHand.done();
            });
        }
    }
}
