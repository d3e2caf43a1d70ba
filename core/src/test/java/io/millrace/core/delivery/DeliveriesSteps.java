package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.log.EventLog;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/// Deliveries of a log and a store in memory, with threads of their own, and a function that does as records say.
/// Records of its tests end with a semicolon, so that they are told apart in objects.
final class DeliveriesSteps implements AutoCloseable {
    static final String AT_ONCE = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}";
    static final String LAMBDA = "{'Type': 'Lambda', 'Parameters': [{'ParameterName': 'LambdaArn',"
            + " 'ParameterValue': 'arn:aws:lambda:eu-west-1:000000000000:function:words'}]}";

    final MemoryObjectStore store = new MemoryObjectStore();
    final WordFunction function = new WordFunction();
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> InstantSource.system().instant().plus(ahead.get());
    private final MemoryLog log = new MemoryLog(clock);
    private Deliveries deliveries;
    private DeliveryStream stream;

    /// @param members of the destination, JSON with single quotes
    DeliveriesSteps(String members) {
        store.createBucket(TestStreams.BUCKET);
        stream = TestStreams.stream(members);
        start();
    }

    /// What the next process does.
    void start() {
        deliveries = new Deliveries(
                log, new DeliveryPorts(store, clock, new SplittableRandom(), UUID::randomUUID, function));
        deliveries.put(stream);
    }

    /// What a stop of the program does.
    void stop() {
        deliveries.close();
    }

    Deliveries deliveries() {
        return deliveries;
    }

    DeliveryStream stream() {
        return stream;
    }

    DeliveryStatus status() {
        return deliveries.status(stream).orElseThrow();
    }

    /// As UpdateDestination does, but with a whole destination.
    void change(String members) {
        EventLog view = log;
        stream = stream.withDestination(
                TestStreams.destination(members),
                clock.instant(),
                view.extent(stream.logStream()).endOffset());
        deliveries.put(stream);
    }

    /// Each with a semicolon.
    void append(String... records) {
        appendBare(Arrays.stream(records).map(record -> record + ";").toArray(String[]::new));
    }

    void appendBare(String... records) {
        log.append(
                        stream.logStream(),
                        Arrays.stream(records)
                                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                                .toList())
                .join();
    }

    /// Waits while the clock runs a millisecond with each look, so that minutes pass soon.
    void awaitFast(BooleanSupplier condition) {
        await(() -> {
            ahead.updateAndGet(before -> before.plusMillis(1));
            return condition.getAsBoolean();
        });
    }

    /// Records in objects of the bucket whose keys begin so, sorted.
    List<String> records(String bucket, String prefix) {
        List<String> records = new ArrayList<>();
        store.contents(bucket).forEach((key, content) -> {
            if (key.startsWith(prefix)) {
                records.addAll(List.of(new String(content, StandardCharsets.UTF_8).split("(?<=;)")));
            }
        });
        records.sort(null);
        return records;
    }

    List<String> records(String prefix) {
        return records(TestStreams.BUCKET, prefix);
    }

    List<String> keys(String prefix) {
        return store.contents(TestStreams.BUCKET).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .toList();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /// Waits until all that was put and put again is in objects.
    void awaitDelivered() {
        await(() -> status().backlogRecords() == 0);
    }

    @Override
    public void close() {
        stop();
    }
}
