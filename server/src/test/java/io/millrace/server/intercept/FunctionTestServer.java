package io.millrace.server.intercept;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionAccess;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.MissingServices;
import io.millrace.server.aws.auth.Credentials;
import io.millrace.server.aws.auth.Sessions;
import io.millrace.server.aws.auth.SigV4;
import io.millrace.server.aws.firehose.FirehoseDoor;
import io.millrace.server.aws.protocol.JsonProtocol;
import io.millrace.server.aws.protocol.QueryProtocol;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.aws.protocol.RestProtocol;
import io.millrace.server.aws.s3.S3Door;
import io.millrace.server.aws.sts.StsDoor;
import io.millrace.server.http.EventLoops;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.ListenerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A server that demands signatures, and the network of its functions.
final class FunctionTestServer implements AutoCloseable {
    static final String OWNER = "AKIDOWNER";
    static final String OWNER_SECRET = "ownersecret";

    final EventLoops loops = EventLoops.start();
    final FunctionNetwork network;
    final FunctionAccess.Credentials key;
    private final EventLog log;
    private final Catalog catalog;
    private final Ingest ingest;
    private final HttpListener listener;

    FunctionTestServer(Path folder) throws IOException {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Path file = folder.resolve("credentials");
        Files.writeString(
                file, "[owner]\naws_access_key_id=" + OWNER + "\naws_secret_access_key=" + OWNER_SECRET + "\n");
        key = FunctionKey.make(random);
        SigV4 sigV4 = new SigV4(Credentials.read(file).withFunctions(key), clock);
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder.resolve("log"), clock);
        catalog = Catalog.open(log);
        ingest = new Ingest(log);
        LocalObjects objects = new LocalObjects(folder, clock);
        AwsDoor door = new AwsDoor(
                new JsonProtocol(List.of(FirehoseDoor.service(catalog, ingest, clock, UUID::randomUUID)), sigV4.json()),
                new QueryProtocol(
                        List.of(StsDoor.service(
                                new Sessions(InstantSource.system(), new SecureRandom()), name -> Optional.empty())),
                        sigV4.query()),
                new RestProtocol(List.of(), sigV4.json()),
                new MissingServices(new S3Door(catalog, objects, sigV4.s3(), clock, RequestIds::next)));
        listener = loops.listen(ListenerSettings.main("127.0.0.1", 0), door);
        network = new FunctionNetwork(loops, folder, key, clock, random);
        network.serve("127.0.0.1", listener.port(), door);
    }

    /// Records that were acknowledged, over all streams.
    long records() {
        return catalog.list(DeliveryStream.class).stream()
                .mapToLong(stream -> ingest.counts(stream.logStream()).records())
                .sum();
    }

    @Override
    public void close() {
        listener.close();
        network.close();
        loops.close();
        log.close();
    }
}
