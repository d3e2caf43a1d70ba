package io.millrace.server;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.ingest.Ingest;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.S3Authenticator;
import io.millrace.server.aws.auth.SigV4;
import io.millrace.server.aws.firehose.FirehoseDoor;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.sts.StsDoor;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The wiring, by hand: which parts there are and what each is given. The only class that knows the backends, the clock
/// and the source of randomness.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        start(new StartOptions(
                "127.0.0.1", Integer.parseInt(args[0]), Path.of(args[1]), "embedded:", Optional.empty()));
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
        HttpListener listener = HttpListener.start(options.host(), options.port(), aws);
        return new RunningServer() {
            @Override
            public int port() {
                return listener.port();
            }

            @Override
            public void close() {
                listener.close();
                log.close();
            }
        };
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
