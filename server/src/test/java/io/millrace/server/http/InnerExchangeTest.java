package io.millrace.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.limit.Limit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class InnerExchangeTest {
    private static final InnerRequest REQUEST = new InnerRequest(
            "POST",
            "firehose.us-east-1.localhost",
            "/a%20b",
            "x=1",
            List.of(Map.entry("X-A", "1"), Map.entry("x-a", "2")),
            "body".getBytes(StandardCharsets.UTF_8));

    private static Response answer(HttpHandler door) throws Exception {
        return InnerExchange.call(door, REQUEST).get(20, TimeUnit.SECONDS);
    }

    private static String text(Response answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    void theDoorSeesTheRequest() throws Exception {
        Response answer = answer(exchange -> {
            assertThat(exchange.method()).isEqualTo("POST");
            assertThat(exchange.host()).isEqualTo("firehose.us-east-1.localhost");
            assertThat(exchange.path()).isEqualTo("/a%20b");
            assertThat(exchange.query()).isEqualTo("x=1");
            assertThat(exchange.header("x-A")).contains("1");
            assertThat(exchange.header("none")).isEmpty();
            assertThat(exchange.headerValues("X-a")).containsExactly("1", "2");
            assertThat(exchange.contentLength()).contains("4");
            assertThat(exchange.isFromThisMachine()).isFalse();
            exchange.withBody(
                    4,
                    body -> exchange.send(Response.of(201, "text/plain", new String(body, StandardCharsets.UTF_8))),
                    () -> {});
        });

        assertThat(answer.status()).isEqualTo(201);
        assertThat(text(answer)).isEqualTo("body");
    }

    @Test
    void aBodyOverTheBoundIsTooLarge() throws Exception {
        assertThat(answer(exchange -> exchange.withWholeBody(
                                3, body -> {}, () -> exchange.send(Response.of(413, "text/plain", "large"))))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void theFirstAnswerHolds() throws Exception {
        Response answer = answer(exchange -> {
            exchange.send(Response.of(200, "text/plain", "first"));
            assertThat(exchange.isAnswered()).isTrue();
            exchange.send(Response.of(500, "text/plain", "second"));
            assertThatThrownBy(() -> exchange.sendStream(Response.of(200, "text/plain", "")))
                    .isInstanceOf(IOException.class);
        });

        assertThat(text(answer)).isEqualTo("first");
    }

    @Test
    void anAnswerMayComeLaterFromAnotherThread() throws Exception {
        AtomicReference<Exchange> kept = new AtomicReference<>();
        CompletableFuture<Response> answer = InnerExchange.call(kept::set, REQUEST);
        assertThat(answer).isNotDone();

        kept.get().blocking(() -> kept.get().send(Response.of(202, "text/plain", "later")));

        assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(202);
    }

    @Test
    void aStreamIsCollected() throws Exception {
        Response answer = answer(exchange -> exchange.streaming(() -> {
            byte[] body = exchange.bodyStream().readAllBytes();
            try (OutputStream out = exchange.sendStream(Response.of(203, "text/plain", ""))) {
                out.write(body);
                out.write('!');
            }
        }));

        assertThat(answer.status()).isEqualTo(203);
        assertThat(text(answer)).isEqualTo("body!");
        assertThat(answer.headers()).containsEntry("Content-Type", "text/plain");
    }

    @Test
    void aStreamOverTheBoundIsAFailure() throws Exception {
        Response answer = answer(exchange -> exchange.blocking(() -> {
            try (OutputStream out = exchange.sendStream(Response.of(200, "text/plain", ""))) {
                byte[] part = new byte[1 << 20];
                for (long sent = 0; sent <= Limit.API_BODY_BYTES.value(); sent += part.length) {
                    out.write(part);
                }
            }
        }));

        assertThat(answer.status()).isEqualTo(500);
    }

    @Test
    void aDoorThatFailsIsA500() throws Exception {
        assertThat(answer(exchange -> {
                            throw new IllegalStateException("boom");
                        })
                        .status())
                .isEqualTo(500);
        assertThat(answer(exchange -> exchange.blocking(() -> {
                            throw new IOException("boom");
                        }))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void aStreamThatBreaksOffIsNotAnAnswer() throws Exception {
        Response cut = answer(exchange -> exchange.blocking(() -> {
            try (OutputStream out = exchange.sendStream(Response.of(200, Map.of("Content-Length", "2")))) {
                out.write('a');
                throw new IOException("The disk is gone");
            }
        }));
        Response aborted = answer(exchange -> exchange.blocking(() -> {
            try (AnswerStream out = exchange.sendStream(Response.of(200, "text/plain", ""))) {
                out.write('a');
                out.abort();
            }
        }));

        assertThat(cut.status()).isEqualTo(500);
        assertThat(aborted.status()).isEqualTo(500);
    }
}
