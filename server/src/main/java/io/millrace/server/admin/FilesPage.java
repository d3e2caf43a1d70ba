package io.millrace.server.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.store.ObjectFiles;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Shows which files of this machine hold a bucket's objects, in key order, one JSON line each: `{"key", "bytes",
/// "file"}`; the last line is `{"end": true}`, so that a listing that broke off is not taken for a whole one.
///
/// Parameters: `bucket`, `prefix`. At most [Limit#QUERY_LISTINGS] at once.
final class FilesPage {
    private final ObjectFiles files;
    private final Semaphore room = new Semaphore(Limit.QUERY_LISTINGS.intValue());

    FilesPage(ObjectFiles files) {
        this.files = files;
    }

    void handle(Exchange exchange) {
        if (!room.tryAcquire()) {
            exchange.send(
                    Response.of(503, "text/plain", "Already " + Limit.QUERY_LISTINGS.value() + " are listing files\n"));
            return;
        }
        exchange.blocking(() -> {
            try {
                show(exchange, Query.parse(exchange.query()));
            } catch (RequestException e) {
                exchange.send(Response.of(404, "text/plain", e.getMessage() + "\n"));
            } finally {
                room.release();
            }
        });
    }

    private void show(Exchange exchange, Map<String, String> parameters) {
        String bucket = parameters.getOrDefault("bucket", "");
        String prefix = parameters.getOrDefault("prefix", "");
        ObjectFiles.Page page = files.list(bucket, prefix, "");
        try (OutputStream out = exchange.sendStream(Response.of(200, Map.of("Content-Type", "application/x-ndjson")))) {
            out.write(lines(page));
            while (page.next().isPresent()) {
                page = files.list(bucket, prefix, page.next().get());
                out.write(lines(page));
            }
            out.write("{\"end\":true}\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The reader went away.
        } catch (RequestException e) {
            // The bucket went away; the missing end says so.
        }
    }

    private static byte[] lines(ObjectFiles.Page page) {
        StringBuilder lines = new StringBuilder();
        for (ObjectFiles.ObjectFile file : page.files()) {
            lines.append(JsonNodeFactory.instance
                            .objectNode()
                            .put("key", file.key())
                            .put("bytes", file.bytes())
                            .put("file", file.file().toString()))
                    .append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
