package io.millrace.server;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.backends.log.LogStats;
import io.millrace.backends.objects.LocalObjectFiles;
import io.millrace.backends.objects.LocalObjects;
import io.millrace.backends.orc.OrcWriter;
import io.millrace.backends.parquet.ParquetWriter;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.CatalogSchemas;
import io.millrace.core.delivery.Deliveries;
import io.millrace.core.delivery.DeliveryPorts;
import io.millrace.core.format.Formats;
import io.millrace.core.format.HiveType;
import io.millrace.core.format.RecordFormat;
import io.millrace.core.format.RowWriter;
import io.millrace.core.function.FunctionAccess;
import io.millrace.core.ingest.Ingest;
import io.millrace.core.logs.LogGroups;
import io.millrace.core.resource.firehose.OutputFormat;
import io.millrace.core.resource.iam.Role;
import io.millrace.core.store.ObjectStore;
import io.millrace.server.admin.AdminDoor;
import io.millrace.server.admin.AdminSources;
import io.millrace.server.admin.FunctionStatuses;
import io.millrace.server.admin.StreamStatuses;
import io.millrace.server.aws.AwsDoor;
import io.millrace.server.aws.auth.Sessions;
import io.millrace.server.aws.ec2.Ec2Door;
import io.millrace.server.aws.firehose.FirehoseDoor;
import io.millrace.server.aws.glue.GlueDoor;
import io.millrace.server.aws.iam.IamDoor;
import io.millrace.server.aws.logs.LogsDoor;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.aws.s3.S3Door;
import io.millrace.server.aws.ssm.SecretBox;
import io.millrace.server.aws.ssm.SsmDoor;
import io.millrace.server.aws.sts.StsDoor;
import io.millrace.server.cli.Version;
import io.millrace.server.http.EventLoops;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.http.HttpListener;
import io.millrace.server.http.ListenerSettings;
import io.millrace.server.intercept.FunctionKey;
import io.millrace.server.intercept.FunctionNetwork;
import io.millrace.server.metrics.Figure;
import io.millrace.server.metrics.PrometheusMetrics;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// Which parts there are and what each is given, by hand. With [Main] the only place that knows the backends, the clock
/// and the sources of randomness.
final class Wiring implements RunningServer {
    private final EmbeddedLog log;
    private final Catalog catalog;
    private final Ingest ingest;
    private final Deliveries deliveries;
    private final LogGroups logGroups;
    private final PrometheusMetrics metrics;
    private final EventLoops loops;
    private final FunctionWiring functions;
    private final GatewayWiring apis;
    private final StackWiring stacks;
    private final TableWiring tables;
    private HttpListener listener;
    private volatile boolean ready;

    private static RowWriter format(HiveType.Struct row, OutputFormat settings, RecordFormat.ByteTarget target) {
        return switch (settings) {
            case OutputFormat.Parquet parquet -> new ParquetWriter(row, parquet, target);
            case OutputFormat.Orc orc -> new OrcWriter(row, orc, target);
        };
    }

    private Wiring(StartOptions options, InstantSource clock) {
        log = EmbeddedLog.open(
                EmbeddedLogConfig.parse(options.log()), options.data().resolve("log"), clock);
        ObjectStore store = new LocalObjects(options.data(), clock);
        catalog = Catalog.open(log);
        ingest = new Ingest(log);
        SecureRandom random = new SecureRandom();
        logGroups = LogGroups.open(catalog, log, clock, UUID::randomUUID);
        loops = EventLoops.start();
        FunctionAccess.Credentials functionKey = FunctionKey.make(random);
        functions = new FunctionWiring(
                new FunctionWiring.Base(options, log, catalog, store, logGroups, loops, functionKey, clock, random));
        deliveries = new Deliveries(
                log,
                new DeliveryPorts(store, clock, random, UUID::randomUUID, functions.functions())
                        .with(new Formats(new CatalogSchemas(catalog), Wiring::format)));
        StreamStatuses statuses = new StreamStatuses(catalog, ingest, deliveries, clock);
        FunctionStatuses functionStatuses = functions.statuses();
        metrics = new PrometheusMetrics(figures(), statuses::all, functionStatuses::all);
        Sessions sessions = new Sessions(clock, random);
        Access access = Access.of(options, clock, functionKey, sessions);
        AdminDoor admin = new AdminDoor(new AdminSources(
                Version.TEXT,
                clock,
                () -> ready,
                statuses::all,
                functionStatuses::all,
                catalog,
                log,
                logGroups,
                deliveries::redrive,
                new LocalObjectFiles(options.data()),
                metrics));
        apis = new GatewayWiring(catalog, log, clock, random);
        SecretBox secrets = SecretBox.of(options.data(), random);
        stacks = new StackWiring(new StackWiring.Base(
                options,
                log,
                catalog,
                store,
                clock,
                random,
                secrets,
                () -> FunctionNetwork.endpoint(options.host(), listener.port())));
        tables = TableWiring.of(options, catalog, clock, random);
        tables.resume().run();
        AwsServices services = services(sessions, secrets, store, clock, random);
        AwsDoor aws = services.door(access);
        AwsDoor inner = services.door(Access.OPEN);
        apis.open(functions.functions(), inner, logGroups);
        stacks.open(inner);
        functions.start();
        catalog.listen(deliveries);
        deliveries.discardForgotten();
        HttpHandler open = front(access, admin, aws);
        listener = loops.listen(ListenerSettings.main(options.host(), options.port()), open);
        functions.serve(listener.port(), open);
        stacks.resume();
        ready = true;
    }

    /// All services of AWS that there are.
    private AwsServices services(
            Sessions sessions, SecretBox secrets, ObjectStore store, InstantSource clock, SecureRandom random) {
        return new AwsServices(
                Stream.concat(
                                Stream.of(
                                        FirehoseDoor.service(catalog, ingest, clock, UUID::randomUUID),
                                        LogsDoor.service(logGroups, clock),
                                        SsmDoor.service(catalog, secrets, clock),
                                        GlueDoor.service(catalog, clock)),
                                tables.services().stream())
                        .toList(),
                List.of(
                        StsDoor.service(sessions, this::roleId),
                        IamDoor.service(catalog, clock, random),
                        Ec2Door.service(catalog),
                        stacks.service()),
                List.of(functions.service(), apis.service()),
                letIn -> new S3Door(catalog, store, letIn, clock, RequestIds::next));
    }

    /// What is asked first decides: a function's own host, an answer to a stack, the operator's pages, a REST API; the
    /// rest is AWS's.
    private HttpHandler front(Access access, AdminDoor admin, AwsDoor aws) {
        HttpHandler guarded = access.guard(admin);
        return functions.urlsBefore(
                exchange -> {
                    if (stacks.handle(exchange)) {
                        return;
                    }
                    if (exchange.path().startsWith(AdminDoor.PATH)) {
                        guarded.handle(exchange);
                    } else if (!apis.handle(exchange)) {
                        aws.handle(exchange);
                    }
                },
                access.json());
    }

    /// Starts the program; what it holds when a part cannot be opened goes with the process.
    static RunningServer start(StartOptions options) {
        return new Wiring(options, InstantSource.system());
    }

    @Override
    public int port() {
        return listener.port();
    }

    /// In this order: no new requests, those in hand end, deliveries stop where their checkpoints are, the tables and
    /// the log
    /// close.
    @Override
    public void close() {
        ready = false;
        listener.close();
        stacks.close();
        apis.close();
        deliveries.close();
        functions.close();
        loops.close();
        logGroups.close();
        metrics.close();
        tables.close();
        log.close();
    }

    private Optional<String> roleId(String name) {
        return catalog.find(Role.class, Role.id(name)).map(Role::roleId);
    }

    private List<Figure> figures() {
        return List.of(
                Figure.counter("millrace.log.appends", "Appends made durable", () -> stats().appends()),
                Figure.counter("millrace.log.records", "Records made durable", () -> stats().records()),
                Figure.counter("millrace.log.bytes", "Bytes written to the log", () -> stats().bytes()),
                Figure.counter("millrace.log.groups", "Group commits", () -> stats().groups()),
                Figure.counter("millrace.log.sync.seconds", "Time spent in fsync", () -> stats().syncNanos() / 1e9),
                Figure.counter("millrace.log.refused", "Appends that the disk refused", () -> stats().failedAppends()),
                Figure.gauge("millrace.log.queue.bytes", "Bytes that wait for the log's writer", log::queueBytes),
                Figure.gauge("millrace.http.requests.in.hand", "Requests being answered", this::requestsInHand));
    }

    private LogStats stats() {
        return log.stats();
    }

    private double requestsInHand() {
        return listener == null ? 0 : listener.requestsInHand();
    }
}
