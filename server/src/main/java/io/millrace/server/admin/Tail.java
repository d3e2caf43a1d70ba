package io.millrace.server.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.StreamExtent;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Shows a stream's records as they are acknowledged, one JSON line each: `{"offset", "time", "data"}`, data in base64.
/// An empty line each second says that the connection lives.
///
/// Parameters: `stream`, `region` (else the first region that has a stream of that name), `from=start` to begin at the
/// oldest record kept. Looks at the log without consuming, at most [Limit#TAIL_FOLLOWERS] at once.
final class Tail {
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final int POLLS_PER_SIGN_OF_LIFE = 4;

    private final AdminSources sources;
    private final Semaphore room = new Semaphore(Limit.TAIL_FOLLOWERS.intValue());

    Tail(AdminSources sources) {
        this.sources = sources;
    }

    void handle(Exchange exchange) {
        Map<String, String> parameters = Query.parse(exchange.query());
        Optional<DeliveryStream> stream = sources.findStream(parameters);
        if (stream.isEmpty()) {
            exchange.send(sources.noStream(parameters));
        } else if (!room.tryAcquire()) {
            exchange.send(Response.of(
                    503, "text/plain", "Already " + Limit.TAIL_FOLLOWERS.value() + " are following streams\n"));
        } else {
            exchange.blocking(() -> {
                try {
                    follow(exchange, stream.get().logStream(), "start".equals(parameters.get("from")));
                } finally {
                    room.release();
                }
            });
        }
    }

    private void follow(Exchange exchange, String logStream, boolean fromStart) throws InterruptedException {
        StreamExtent extent = sources.log().extent(logStream);
        long from = fromStart ? extent.firstOffset() : extent.endOffset();
        try (LogReader viewer = sources.log().viewer(logStream, from);
                OutputStream out =
                        exchange.sendStream(Response.of(200, Map.of("Content-Type", "application/x-ndjson")))) {
            out.write('\n');
            int silent = 0;
            while (sources.ready().getAsBoolean()) {
                byte[] lines = next(viewer);
                silent = lines.length == 0 ? silent + 1 : 0;
                if (silent == POLLS_PER_SIGN_OF_LIFE) {
                    silent = 0;
                    out.write('\n');
                }
                out.write(lines);
            }
        } catch (IOException e) {
            // The follower went away, which is how following ends.
        }
    }

    private static byte[] next(LogReader viewer) throws InterruptedException {
        StringBuilder lines = new StringBuilder();
        try {
            for (LogRecord record :
                    viewer.poll(Limit.TAIL_POLL_RECORDS.intValue(), Limit.TAIL_POLL_BYTES.value(), WAIT)) {
                lines.append(JsonNodeFactory.instance
                                .objectNode()
                                .put("offset", record.offset())
                                .put(
                                        "time",
                                        Instant.ofEpochMilli(record.arrivalMillis())
                                                .toString())
                                .put("data", record.data()))
                        .append('\n');
            }
        } catch (CorruptRecordsException e) {
            viewer.seek(e.resumeOffset());
            lines.append(JsonNodeFactory.instance
                            .objectNode()
                            .put("offset", e.offset())
                            .put("error", e.getMessage()))
                    .append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
