package io.millrace.core.invoke.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionResult;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.invoke.Functions;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.EventInvokeConfig;
import io.millrace.core.resource.lambda.EventStream;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.core.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Functions `f` and `after`, a bucket `lost`, a clock and workers that a test drives.
final class EventWorld {
    static final Instant START = Instant.parse("2026-11-21T10:15:30.250Z");
    static final String BUCKET = "lost";

    private Instant now = START;
    final InstantSource clock = () -> now;
    final MemoryLog log = new MemoryLog(clock);
    final MemoryObjectStore store = new MemoryObjectStore();
    final Catalog catalog = Catalog.open(log);
    final List<Runnable> tasks = new ArrayList<>();
    final List<Invocation> calls = new ArrayList<>();
    final EventInvocations queue;
    final EventPorts ports;
    private final Executor workers;
    private final RandomGenerator random;
    private Behaviour behaviour = (function, invocation) -> good("\"done\"");

    /// What a function does.
    @FunctionalInterface
    interface Behaviour {
        FunctionResult run(RunnableFunction function, Invocation invocation) throws InterruptedException;
    }

    private final class Runner implements FunctionRunner {
        @Override
        public void require(RunnableFunction function) {}

        @Override
        public FunctionResult invoke(RunnableFunction function, Invocation invocation) throws InterruptedException {
            calls.add(invocation);
            return behaviour.run(function, invocation);
        }

        @Override
        public void retire(String region, String name) {}

        @Override
        public void close() {}
    }

    /// With workers that a test runs.
    EventWorld(RandomGenerator random) {
        this(random, Optional.empty());
    }

    EventWorld(RandomGenerator random, Optional<Executor> own) {
        this.random = random;
        this.workers = own.orElse(tasks::add);
        Functions functions = new Functions(catalog, new Runner(), random, this::id);
        ports = new EventPorts(log, catalog, functions, store, clock, random, this::id, workers);
        queue = new EventInvocations(ports);
        create("f", Optional.empty());
        create("after", Optional.empty());
        store.createBucket(BUCKET);
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    void create(String name, Optional<Integer> concurrency) {
        FunctionConfiguration configuration = new FunctionConfiguration(
                "java21",
                "a.B::c",
                "arn:aws:iam::000000000000:role/r",
                "",
                3,
                128,
                Map.of(),
                Optional.empty(),
                JsonNodeFactory.instance.objectNode());
        LambdaFunction function = new LambdaFunction(
                name,
                Arn.DEFAULT_REGION,
                new FunctionSnapshot(configuration, "sha", 1, START, "revision"),
                0,
                concurrency,
                Map.of());
        catalog.create(function, "ResourceConflictException");
    }

    void behaviour(Behaviour changed) {
        behaviour = changed;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void configure(int retries, int ageSeconds, Optional<String> onSuccess) {
        catalog.create(
                new EventInvokeConfig(
                        "f",
                        Arn.DEFAULT_REGION,
                        "$LATEST",
                        Optional.of(retries),
                        Optional.of(ageSeconds),
                        onSuccess,
                        Optional.of(Arn.bucket(BUCKET)),
                        START),
                "ResourceConflictException");
    }

    void send(String payload) {
        queue.accept(
                        ports.functions().resolve(Arn.DEFAULT_REGION, "f", Optional.empty()),
                        Invocation.of(
                                id().toString(),
                                Arn.of("lambda", Arn.DEFAULT_REGION, "function:f"),
                                payload.getBytes(StandardCharsets.UTF_8)))
                .join();
    }

    EventStream stream(String function) {
        return catalog.find(EventStream.class, EventStream.id(Arn.DEFAULT_REGION, function))
                .orElseThrow();
    }

    /// A consumer from the checkpoint, as after a start.
    EventConsumer consumer() {
        return consumer(new EventCounts());
    }

    EventConsumer consumer(EventCounts counts) {
        tasks.clear();
        EventStream stream = stream("f");
        LogReader reader = log.reader(stream.logStream(), EventRunner.CONSUMER);
        EventWork work = new EventWork(stream, ports, new EventDestinations(ports, queue));
        return new EventConsumer(reader, stream, work, ports, new EventConsumer.Owner(counts, () -> {}));
    }

    /// Steps and runs tasks until nothing is to be done now.
    Optional<Duration> settle(EventConsumer consumer) throws InterruptedException {
        Optional<Duration> rest = consumer.step();
        while (!tasks.isEmpty()) {
            tasks.removeFirst().run();
            rest = consumer.step();
        }
        return rest;
    }

    /// Payloads of a function's events.
    List<String> events(String function) throws InterruptedException {
        List<String> payloads = new ArrayList<>();
        if (catalog.find(EventStream.class, EventStream.id(Arn.DEFAULT_REGION, function))
                .isEmpty()) {
            return payloads;
        }
        String stream = stream(function).logStream();
        try (LogReader viewer = log.viewer(stream, 0)) {
            while (viewer.position() < log.extent(stream).endOffset()) {
                viewer.poll(Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ZERO)
                        .forEach(record -> payloads.add(
                                new String(QueuedEvent.read(record.data()).payload(), StandardCharsets.UTF_8)));
            }
        }
        return payloads;
    }

    /// Records in the bucket by key.
    Map<String, byte[]> objects() {
        return store.contents(BUCKET);
    }

    static FunctionResult good(String json) {
        return new FunctionResult(
                json.getBytes(StandardCharsets.UTF_8), Optional.empty(), RunnableFunction.LATEST, new byte[0]);
    }

    static FunctionResult bad() {
        return new FunctionResult(
                "{\"errorMessage\":\"no\"}".getBytes(StandardCharsets.UTF_8),
                Optional.of("Unhandled"),
                RunnableFunction.LATEST,
                new byte[0]);
    }
}
