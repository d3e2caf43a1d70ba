package io.millrace.server;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.ingest.Ingest;
import io.millrace.server.admin.AdminDoor;
import io.millrace.server.admin.AdminSources;
import io.millrace.server.admin.StreamStatuses;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.auth.SigV4;
import io.millrace.server.aws.firehose.FirehoseDoor;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.sts.StsDoor;
import io.millrace.server.cli.Millrace;
import io.millrace.server.cli.Version;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.Response;
import io.millrace.server.metrics.Figure;
import io.millrace.server.metrics.PrometheusMetrics;
import io.millrace.server.metrics.StreamFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/// The wiring, by hand: which parts there are and what each is given. The only class that knows the backends, the clock
/// and the source of randomness.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Millrace.run(args, Main::start));
    }

    static RunningServer start(StartOptions options) {
        InstantSource clock = InstantSource.system();
        EmbeddedLog log = EmbeddedLog.open(
                EmbeddedLogConfig.parse(options.log()), options.data().resolve("log"), clock);
        Catalog catalog = Catalog.open(log);
        Ingest ingest = new Ingest(log);
        Doors doors = Doors.of(options, clock);
        AwsDoor aws = new AwsDoor(
                new JsonProtocol(List.of(FirehoseDoor.service(catalog, ingest, clock, UUID::randomUUID)), doors.json()),
                new QueryProtocol(List.of(StsDoor.service()), doors.query()),
                exchange -> exchange.send(Response.of(200, "text/plain", "")));
        AtomicBoolean ready = new AtomicBoolean(true);
        StreamStatuses statuses = new StreamStatuses(catalog, ingest, log);
        PrometheusMetrics metrics = new PrometheusMetrics(figures(log), () -> streamFigures(statuses));
        AdminDoor admin =
                new AdminDoor(new AdminSources(Version.TEXT, clock, ready::get, statuses, catalog, log, metrics));
        HttpListener listener = HttpListener.start(
                options.host(), options.port(), exchange -> (exchange.path().startsWith(AdminDoor.PATH) ? admin : aws)
                        .handle(exchange));
        return new RunningServer() {
            @Override
            public int port() {
                return listener.port();
            }

            @Override
            public void close() {
                ready.set(false);
                listener.close();
                metrics.close();
                log.close();
            }
        };
    }

    private static List<Figure> figures(EmbeddedLog log) {
        return List.of(
                Figure.counter("millrace.log.appends", "Appends made durable", () -> log.stats()
                        .appends()),
                Figure.counter("millrace.log.records", "Their records", () -> log.stats()
                        .records()),
                Figure.counter("millrace.log.bytes", "Their bytes on disk", () -> log.stats()
                        .bytes()),
                Figure.counter("millrace.log.groups", "Group commits", () -> log.stats()
                        .groups()),
                Figure.counter(
                        "millrace.log.sync.seconds",
                        "Time that the disk took to make them durable",
                        () -> log.stats().syncNanos() / 1e9),
                Figure.counter("millrace.log.failed.appends", "Appends that the disk refused", () -> log.stats()
                        .failedAppends()));
    }

    private static List<StreamFigures> streamFigures(StreamStatuses statuses) {
        return statuses.get().stream()
                .map(stream -> new StreamFigures(
                        stream.name(),
                        stream.region(),
                        stream.recordsIn(),
                        stream.bytesIn(),
                        stream.delivered(),
                        stream.objects(),
                        stream.backlog(),
                        stream.lastError().isPresent()))
                .toList();
    }

    /// How each family of requests is let in.
    private record Doors(Authenticator json, Authenticator query, S3Authenticator s3) {
        static Doors of(StartOptions options, InstantSource clock) {
            if (options.credentials().isEmpty()) {
                return new Doors(Authenticator.OPEN, Authenticator.OPEN, S3Authenticator.OPEN);
            }
            try {
                SigV4 sigV4 = new SigV4(Credentials.read(options.credentials().get()), clock);
                return new Doors(sigV4.json(), sigV4.query(), sigV4.s3());
            } catch (IOException e) {
                throw new UncheckedIOException("The credentials file cannot be read: " + e.getMessage(), e);
            }
        }
    }
}
