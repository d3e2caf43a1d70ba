package io.millrace.server.http;

import io.millrace.core.limit.Limit;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Gathers one body in memory, on the event loop, within its bounds: its own size, all bodies together, and the time
/// that it may take to arrive.
final class BodyCollector {
    private static final long NO_TIMER = -1;

    private final Exchange exchange;
    private final HttpServerRequest request;
    private final InHand inHand;
    private final int bytesMax;
    private Buffer first;
    private Buffer rest;
    private int taken;
    private boolean given;
    private long timer = NO_TIMER;

    BodyCollector(Exchange exchange, HttpServerRequest request, InHand inHand, int bytesMax) {
        this.exchange = exchange;
        this.request = request;
        this.inHand = inHand;
        this.bytesMax = bytesMax;
    }

    void collect(Consumer<byte[]> then, Runnable tooLarge) {
        request.handler(chunk -> {
            if (!given) {
                add(chunk, tooLarge);
            }
        });
        request.exceptionHandler(ignored -> {
            release();
            exchange.abandon();
        });
        request.endHandler(ignored -> {
            if (!given) {
                byte[] body = rest != null ? rest.getBytes() : first == null ? new byte[0] : first.getBytes();
                release();
                then.accept(body);
            }
        });
    }

    private void add(Buffer chunk, Runnable tooLarge) {
        if (taken + chunk.length() > bytesMax) {
            refuse(tooLarge);
        } else if (!inHand.take(chunk.length())) {
            refuse(() -> exchange.send(Response.of(503, "text/plain", "Too many request bodies at once\n")));
        } else {
            taken += chunk.length();
            if (first == null) {
                first = chunk;
            } else if (rest == null) {
                // A body in one piece needs no timer: only a later piece can be late.
                startTimer();
                rest = Buffer.buffer(taken * 2).appendBuffer(first).appendBuffer(chunk);
            } else {
                rest.appendBuffer(chunk);
            }
        }
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
