package io.millrace.server.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What an operator asks the program, under `/_millrace/`, where no bucket can be:
///
/// - `health`: 200 when it takes requests, 503 while it does not yet or no more
/// - `status`: how every delivery stream and every function is doing
/// - `tail?stream=NAME`: a stream's records as they come, see [Tail]
/// - `logs?group=NAME`: what a function, or anyone else, has logged, see [Logs]
/// - `redrive?stream=NAME`: puts what could not be delivered on its stream again, see [Redrives]
/// - `files?bucket=NAME&prefix=KEY`: which files of this machine hold a bucket's objects, see [FilesPage]
/// - `metrics`: for Prometheus
public final class AdminDoor implements HttpHandler {
    /// What all its paths begin with.
    public static final String PATH = "/_millrace/";

    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final AdminSources sources;
    private final Instant started;
    private final Tail tail;
    private final Logs logs;
    private final Redrives redrives;
    private final FilesPage files;

    public AdminDoor(AdminSources sources) {
        this.sources = sources;
        this.started = sources.clock().instant();
        this.tail = new Tail(sources);
        this.logs = new Logs(sources);
        this.redrives = new Redrives(sources);
        this.files = new FilesPage(sources.files());
    }

    @Override
    public void handle(Exchange exchange) {
        String method = exchange.path().equals(PATH + "redrive") ? "POST" : "GET";
        if (!exchange.method().equals(method)) {
            exchange.send(Response.of(405, Map.of("Allow", method)));
            return;
        }
        switch (exchange.path()) {
            case PATH + "health" -> exchange.send(health());
            case PATH + "status" -> exchange.blocking(() -> exchange.send(status()));
            case PATH + "tail" -> tail.handle(exchange);
            case PATH + "logs" -> logs.handle(exchange);
            case PATH + "redrive" -> redrives.handle(exchange);
            case PATH + "files" -> files.handle(exchange);
            case PATH + "metrics" ->
                exchange.blocking(() -> exchange.send(
                        Response.of(200, PROMETHEUS, sources.metrics().get())));
            default ->
                exchange.send(Response.of(
                        404,
                        "text/plain",
                        "No such page; there are health, status, tail, logs, redrive, files, metrics\n"));
        }
    }

    private Response health() {
        boolean ready = sources.ready().getAsBoolean();
        ObjectNode answer = about().put("status", ready ? "ready" : "unavailable");
        return Response.of(ready ? 200 : 503, JSON, answer + "\n");
    }

    private Response status() {
        ObjectNode answer = about();
        ArrayNode streams = answer.putArray("streams");
        sources.streams().get().forEach(stream -> StatusPage.show(stream, streams.addObject()));
        ArrayNode functions = answer.putArray("functions");
        sources.functions().get().forEach(function -> StatusPage.show(function, functions.addObject()));
        return Response.of(200, JSON, answer + "\n");
    }

    private ObjectNode about() {
        Duration uptime = Duration.between(started, sources.clock().instant());
        return JsonNodeFactory.instance
                .objectNode()
                .put("version", sources.version())
                .put("uptimeSeconds", uptime.toSeconds());
    }
}
