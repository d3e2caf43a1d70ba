package io.millrace.server.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// `POST redrive?stream=NAME`: puts the records of a stream's error objects on it again, and tells how far it has come
/// in
/// JSON lines: `{"objects", "bytes", "objectsDone", "bytesDone", "records", "objectsSkipped"}`, at the end with
/// `"done": true` or an `"error"`.
///
/// It asks for `Content-Type: application/json`, which a page of another site cannot send without being asked first.
final class Redrives {
    private final AdminSources sources;

    Redrives(AdminSources sources) {
        this.sources = sources;
    }

    void handle(Exchange exchange) {
        if (!exchange.header("Content-Type").orElse("").equals("application/json")) {
            exchange.send(Response.of(415, "text/plain", "Send Content-Type: application/json\n"));
            return;
        }
        Optional<DeliveryStream> stream = sources.findStream(Query.parse(exchange.query()));
        if (stream.isEmpty()) {
            exchange.send(sources.noStream(Query.parse(exchange.query())));
            return;
        }
        exchange.blocking(() -> run(exchange, stream.get()));
    }

    /// A listener that leaves ends the redrive; what is done is done.
    private void run(Exchange exchange, DeliveryStream stream) throws IOException {
        try (OutputStream out = exchange.sendStream(Response.of(200, Map.of("Content-Type", "application/x-ndjson")))) {
            try {
                RedriveProgress total = sources.redrive().apply(stream, progress -> tell(out, json(progress)));
                tell(out, json(total).put("done", true));
            } catch (RequestException | UnavailableException e) {
                tell(out, JsonNodeFactory.instance.objectNode().put("error", e.getMessage()));
            }
        } catch (UncheckedIOException e) {
            // The one who asked went away.
        }
    }

    private static void tell(OutputStream out, ObjectNode line) {
        try {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The one who asked went away", e);
        }
    }

    private static ObjectNode json(RedriveProgress progress) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("objects", progress.objects())
                .put("bytes", progress.bytes())
                .put("objectsDone", progress.objectsDone())
                .put("bytesDone", progress.bytesDone())
                .put("records", progress.records())
                .put("objectsSkipped", progress.objectsSkipped());
    }
}
