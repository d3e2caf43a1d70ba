package io.millrace.server.gateway;

import io.millrace.core.limit.Limit;
import io.millrace.server.gateway.backend.BackendAnswer;
import io.millrace.server.gateway.call.Answer;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.gateway.live.LiveStage;
import io.millrace.server.gateway.live.MappedCall;
import io.millrace.server.http.AnswerStream;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HeaderText;
import io.millrace.server.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what a stage answered, compressed where the API says so, and writes it into the stage's access log.
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final byte[] NOTHING = {};

    private final AccessLogs accessLogs;
    private final InstantSource clock;

    Answers(AccessLogs accessLogs, InstantSource clock) {
        this.accessLogs = accessLogs;
        this.clock = clock;
    }

    /// An answer that belongs to no stage.
    void send(Exchange exchange, Answer answer) {
        exchange.send(new Response(answer.status(), Map.of(), answer.headers().entries(), answer.body()));
    }

    /// Whether an answer that is whole may be sent on an event loop.
    boolean isQuick(LiveStage live) {
        return live.stage().accessLog().isEmpty()
                && live.api().settings().minimumCompressionBytes().isEmpty();
    }

    void send(Exchange exchange, LiveStage live, MappedCall call, CallRunner.Outcome outcome) {
        int length =
                switch (outcome) {
                    case CallRunner.Outcome.Whole(Answer answer) -> whole(exchange, live, call, answer);
                    case CallRunner.Outcome.Passed(BackendAnswer answer, byte[] first) ->
                        passed(exchange, call, answer, first);
                };
        call.context().put("responseLength", length);
        call.context()
                .put(
                        "responseLatency",
                        clock.millis() - call.request().received().toEpochMilli());
        accessLogs.write(live.stage(), call);
    }

    private int whole(Exchange exchange, LiveStage live, MappedCall call, Answer answer) {
        call.context().put("status", answer.status());
        Answer sent = compressed(live.api().settings().minimumCompressionBytes(), call, answer);
        boolean hasBody = sent.status() != 204 && sent.status() != 304;
        Headers headers = sent.headers();
        if (headers.last("x-amzn-RequestId").isEmpty()) {
            headers = headers.with("x-amzn-RequestId", call.request().requestId());
        }
        send(exchange, new Answer(sent.status(), headers, hasBody ? sent.body() : NOTHING));
        return sent.body().length;
    }

    private static Answer compressed(Optional<Integer> bytesMin, MappedCall call, Answer answer) {
        boolean wanted = bytesMin.isPresent()
                && answer.body().length >= bytesMin.get()
                && answer.headers().last("Content-Encoding").isEmpty()
                && call.request().headers().last("Accept-Encoding").orElse("").contains("gzip");
        if (!wanted) {
            return answer;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail", e);
        }
        return new Answer(answer.status(), answer.headers().with("Content-Encoding", "gzip"), bytes.toByteArray());
    }

    /// As it comes, never more in memory than [Limit#OBJECT_BUFFER_BYTES].
    private static int passed(Exchange exchange, MappedCall call, BackendAnswer answer, byte[] first) {
        call.context().put("status", answer.status());
        List<Entry<String, String>> headers = new ArrayList<>();
        answer.headers().entries().stream()
                .filter(header -> !HeaderText.isOfConnection(header.getKey()))
                .forEach(headers::add);
        try (InputStream body = answer.body()) {
            if (first.length < Limit.OBJECT_BUFFER_BYTES.intValue()) {
                exchange.send(new Response(answer.status(), Map.of(), headers, first));
                return first.length;
            }
            Response head = new Response(answer.status(), Map.of(), headers, NOTHING);
            try (AnswerStream out = exchange.sendStream(head)) {
                return first.length + streamed(out, first, body);
            }
        } catch (IOException e) {
            LOG.debug("An answer of an integration could not be handed on: {}", e.getMessage());
            return first.length;
        }
    }

    /// @return how many bytes came after the first
    private static int streamed(AnswerStream out, byte[] first, InputStream body) throws IOException {
        try {
            out.write(first);
            return (int) Math.min(Integer.MAX_VALUE - first.length, body.transferTo(out));
        } catch (IOException e) {
            out.abort();
            throw e;
        }
    }
}
