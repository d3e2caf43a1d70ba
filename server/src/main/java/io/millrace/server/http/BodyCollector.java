package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Consumer;

/// Gathers one body in memory, on the event loop, within its bounds: its own size, all bodies together, and the time
/// that it may take to arrive.
final class BodyCollector {
    private static final long NO_TIMER = -1;
    private static final int TRUSTED_BYTES = 256 << 10;
    private static final byte[] NOTHING = {};

    private final HttpExchange exchange;
    private final HttpServerRequest request;
    private final InHand inHand;
    private final int bytesMax;
    private final int declared;
    private byte[] body = NOTHING;
    private int taken;
    private boolean given;
    private Runnable afterDrained = () -> {};
    private long drainBytesMax;
    private long timer = NO_TIMER;

    BodyCollector(HttpExchange exchange, HttpServerRequest request, InHand inHand, int bytesMax) {
        this.exchange = exchange;
        this.request = request;
        this.inHand = inHand;
        this.bytesMax = bytesMax;
        this.declared = exchange.contentLength().map(BodyCollector::length).orElse(-1);
    }

    /// Lets a body that is too large flow away, up to this size, before it is answered, so that a client which reads no
    /// answer before it has sent all gets to see it.
    BodyCollector drainUpTo(long bytes) {
        drainBytesMax = bytes;
        return this;
    }

    void collect(Consumer<byte[]> then, Runnable tooLarge) {
        request.handler(chunk -> {
            if (!given) {
                add(chunk, tooLarge);
            } else {
                drain(chunk);
            }
        });
        request.exceptionHandler(ignored -> {
            release();
            exchange.abandon();
        });
        request.endHandler(ignored -> {
            if (given) {
                afterDrained();
            } else {
                release();
                then.accept(body.length == taken ? body : Arrays.copyOf(body, taken));
            }
        });
    }

    private void add(Buffer chunk, Runnable tooLarge) {
        if (taken + chunk.length() > bytesMax) {
            refuseTooLarge(chunk, tooLarge);
        } else if (!inHand.take(chunk.length())) {
            refuse(() -> exchange.send(Response.of(503, "text/plain", "Too many request bodies at once\n")));
        } else {
            // A body in one piece needs no timer: only a later piece can be late.
            if (taken > 0 && timer == NO_TIMER) {
                startTimer();
            }
            makeRoom(taken + chunk.length());
            chunk.getBytes(0, chunk.length(), body, taken);
            taken += chunk.length();
        }
    }

    /// As large as the body says it is, as far as it has shown that it means it.
    private void makeRoom(int needed) {
        if (needed > body.length) {
            int doubled = needed * 2;
            int wanted = declared < 0 ? doubled : Math.min(declared, Math.max(TRUSTED_BYTES, doubled));
            body = Arrays.copyOf(body, Math.max(needed, wanted));
        }
    }

    private void refuseTooLarge(Buffer chunk, Runnable tooLarge) {
        if (drainBytesMax == 0) {
            refuse(tooLarge);
            return;
        }
        drainBytesMax -= taken;
        release();
        body = NOTHING;
        afterDrained = tooLarge;
        drain(chunk);
    }

    private void drain(Buffer chunk) {
        drainBytesMax -= chunk.length();
        if (drainBytesMax < 0) {
            exchange.closeAfterAnswer();
            afterDrained();
        }
    }

    private void afterDrained() {
        Runnable answer = afterDrained;
        afterDrained = () -> {};
        answer.run();
    }

    private void refuse(Runnable answer) {
        release();
        exchange.closeAfterAnswer();
        answer.run();
    }

    private void startTimer() {
        timer = exchange.after(Limit.HTTP_BODY_SECONDS.value() * 1000, () -> {
            if (!given) {
                refuse(() -> exchange.send(Response.of(408, "text/plain", "The body took too long to arrive\n")));
            }
        });
    }

    /// A length that is none was refused by the server library, or does not matter.
    private static int length(String header) {
        try {
            return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(header));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private void release() {
        if (!given) {
            given = true;
            inHand.give(taken);
            if (timer != NO_TIMER) {
                exchange.cancel(timer);
            }
        }
    }
}
