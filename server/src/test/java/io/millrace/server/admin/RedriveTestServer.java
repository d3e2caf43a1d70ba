package io.millrace.server.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.log.EventLog;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.firehose.S3Destination;
import io.millrace.core.resource.firehose.Tags;
import io.millrace.core.store.ObjectFiles;
import io.millrace.server.http.HttpListener;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The operator's pages of a server in this process, whose redrive does as a test says. There is a delivery stream
/// `clicks` in `eu-west-1` and in `us-east-1`.
public final class RedriveTestServer implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final EventLog log;
    private final Catalog catalog;
    private final LogGroups groups;
    private final HttpListener listener;
    private final List<String> redriven = new CopyOnWriteArrayList<>();
    private volatile Redriving redriving = progress -> RedriveProgress.NOTHING;

    /// What a redrive does.
    @FunctionalInterface
    public interface Redriving {
        RedriveProgress run(Consumer<RedriveProgress> progress);
    }

    /// @param folder of the log
    public RedriveTestServer(Path folder) {
        InstantSource clock = InstantSource.fixed(NOW);
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, clock);
        catalog = Catalog.open(log);
        groups = LogGroups.open(catalog, log, clock, UUID::randomUUID);
        create("eu-west-1");
        create("us-east-1");
        listener = HttpListener.start(
                "127.0.0.1",
                0,
                new AdminDoor(new AdminSources(
                        "1",
                        clock,
                        () -> true,
                        List::of,
                        List::of,
                        catalog,
                        log,
                        groups,
                        (stream, progress) -> {
                            redriven.add(stream.region() + "/" + stream.name());
                            return redriving.run(progress);
                        },
                        (bucket, prefix, startAfter) -> new ObjectFiles.Page(List.of(), Optional.empty()),
                        () -> "")));
    }

    public void redriving(Redriving told) {
        redriving = told;
    }

    /// Streams that were redriven, as region and name.
    public List<String> redriven() {
        return List.copyOf(redriven);
    }

    /// Where it answers, without a slash at the end.
    public String url() {
        return "http://127.0.0.1:" + listener.port();
    }

    private void create(String region) {
        ObjectNode destination = JsonNodeFactory.instance
                .objectNode()
                .put("RoleARN", "arn:aws:iam::000000000000:role/firehose")
                .put("BucketARN", "arn:aws:s3:::clicks");
        catalog.create(
                DeliveryStream.create(
                        DeliveryStream.id(region, "clicks"),
                        S3Destination.parse(Fields.of(destination, "ExtendedS3DestinationConfiguration")),
                        Tags.NONE,
                        NOW,
                        UUID.randomUUID()),
                "ResourceInUseException");
    }

    @Override
    public void close() {
        listener.close();
        groups.close();
        log.close();
    }
}
