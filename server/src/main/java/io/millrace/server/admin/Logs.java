package io.millrace.server.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.logs.FilterPattern;
import io.millrace.core.logs.LogEvent;
import io.millrace.core.logs.LogFollower;
import io.millrace.core.resource.logs.LogGroup;
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

/// Shows the events of a log group in the order in which they arrived, one JSON line each: `{"time", "stream",
/// "message"}`. While it follows, an empty line each second says that the connection lives.
///
/// Parameters: `group`, `region` (else the first region that has a group of that name), `since` (seconds ago; else all
/// that are kept), `filter` (a filter pattern), `follow=true` to go on with what comes. Takes nothing from the group;
/// at
/// most [Limit#TAIL_FOLLOWERS] at once.
final class Logs {
    private static final Duration WAIT = Duration.ofMillis(250);
    private static final int POLLS_PER_SIGN_OF_LIFE = 4;

    private final AdminSources sources;
    private final Semaphore room = new Semaphore(Limit.TAIL_FOLLOWERS.intValue());

    Logs(AdminSources sources) {
        this.sources = sources;
    }

    /// What is to be shown.
    private record Wanted(LogGroup group, long fromMillis, FilterPattern pattern, boolean follow) {}

    void handle(Exchange exchange) {
        if (!room.tryAcquire()) {
            exchange.send(
                    Response.of(503, "text/plain", "Already " + Limit.TAIL_FOLLOWERS.value() + " are reading logs\n"));
            return;
        }
        exchange.blocking(() -> {
            try {
                show(exchange, wanted(Query.parse(exchange.query())));
            } catch (RequestException e) {
                exchange.send(Response.of(
                        e.code().equals("ResourceNotFoundException") ? 404 : 400, "text/plain", e.getMessage() + "\n"));
            } finally {
                room.release();
            }
        });
    }

    private Wanted wanted(Map<String, String> parameters) {
        String name = parameters.getOrDefault("group", "");
        String region = parameters.getOrDefault("region", "");
        Optional<LogGroup> group = region.isEmpty()
                ? sources.logs().findAnywhere(name)
                : sources.logs().find(region, name);
        return new Wanted(
                group.orElseThrow(() -> RequestException.notFound(
                        "No log group '" + name + "': a function's begins with its first call")),
                fromMillis(parameters.getOrDefault("since", "")),
                FilterPattern.parse(parameters.getOrDefault("filter", "")),
                "true".equals(parameters.get("follow")));
    }

    private long fromMillis(String since) {
        if (since.isEmpty()) {
            return Long.MIN_VALUE;
        }
        if (!since.matches("\\d{1,10}")) {
            throw RequestException.invalidArgument("since: '" + since + "' is no number of seconds");
        }
        return sources.clock().millis()
                - Duration.ofSeconds(Long.parseLong(since)).toMillis();
    }

    private void show(Exchange exchange, Wanted wanted) throws InterruptedException {
        try (LogFollower follower = sources.logs().follow(wanted.group, wanted.fromMillis);
                OutputStream out =
                        exchange.sendStream(Response.of(200, Map.of("Content-Type", "application/x-ndjson")))) {
            out.write('\n');
            int silent = 0;
            while (sources.ready().getAsBoolean() && (wanted.follow || !follower.hasCaughtUp())) {
                byte[] lines = next(follower, wanted);
                silent = lines.length == 0 ? silent + 1 : 0;
                if (silent == POLLS_PER_SIGN_OF_LIFE) {
                    silent = 0;
                    out.write('\n');
                }
                out.write(lines);
            }
        } catch (IOException e) {
            // The reader went away, which is how following ends.
        } catch (IllegalStateException e) {
            if (sources.logs().find(wanted.group.region(), wanted.group.name()).isPresent()) {
                throw e;
            }
        }
    }

    private static byte[] next(LogFollower follower, Wanted wanted) throws InterruptedException {
        StringBuilder lines = new StringBuilder();
        for (LogEvent event : follower.poll(wanted.follow ? WAIT : Duration.ZERO)) {
            if (wanted.pattern.test(event.message())) {
                lines.append(JsonNodeFactory.instance
                                .objectNode()
                                .put(
                                        "time",
                                        Instant.ofEpochMilli(event.timeMillis()).toString())
                                .put("stream", event.stream())
                                .put("message", event.message()))
                        .append('\n');
            }
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }
}
