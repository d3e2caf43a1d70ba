package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.resource.firehose.Tags;
import io.millrace.core.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeliveriesTest {
    private static final String AT_ONCE = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}";

    private final MemoryLog log = new MemoryLog(InstantSource.system());
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final Deliveries deliveries = new Deliveries(
            log,
            new DeliveryPorts(
                    store, InstantSource.system(), new SplittableRandom(), UUID::randomUUID, TestStreams.NO_FUNCTION));

    @BeforeEach
    void bucket() {
        store.createBucket(TestStreams.BUCKET);
    }

    @AfterEach
    void close() {
        deliveries.close();
    }

    @Test
    void aStreamIsDeliveredFromItsCreationOn() {
        DeliveryStream stream = TestStreams.stream(AT_ONCE);
        deliveries.put(stream);
        append(stream, "a");
        await(() -> store.contents(TestStreams.BUCKET).size() == 1);
        await(() -> deliveries.status(stream).orElseThrow().delivered().records() == 1);
        assertThat(deliveries.statuses()).containsOnlyKeys(stream.id());
    }

    @Test
    void aDeletedStreamDiscardsWhatIsBuffered() {
        DeliveryStream stream = TestStreams.stream("");
        deliveries.put(stream);
        append(stream, "a");
        await(() -> deliveries.status(stream).orElseThrow().openBytes() == 1);
        deliveries.removed(stream);
        await(() -> log.streams().isEmpty());
        assertThat(store.contents(TestStreams.BUCKET)).isEmpty();
        assertThat(deliveries.status(stream)).isEmpty();
    }

    @Test
    void anUpdateReachesABatchThatIsOpen() {
        DeliveryStream stream = TestStreams.stream("");
        deliveries.put(stream);
        append(stream, "a");
        await(() -> deliveries.status(stream).orElseThrow().openBytes() == 1);
        deliveries.put(stream.withDestination(TestStreams.destination(AT_ONCE), TestStreams.START, 0));
        await(() -> store.contents(TestStreams.BUCKET).size() == 1);
    }

    @Test
    void afterACloseTheNextProcessDeliversTheRest() {
        DeliveryStream stream = TestStreams.stream("");
        deliveries.put(stream);
        append(stream, "a");
        await(() -> deliveries.status(stream).orElseThrow().openBytes() == 1);
        deliveries.close();
        assertThat(store.contents(TestStreams.BUCKET)).isEmpty();
        deliveries.put(stream.withDestination(TestStreams.destination(AT_ONCE), TestStreams.START, 0));
        await(() -> store.contents(TestStreams.BUCKET).size() == 1);
    }

    @Test
    void logsOfForgottenStreamsAreDeleted() {
        DeliveryStream stream = TestStreams.stream("");
        append(stream, "a");
        log.append("catalog", List.of(new byte[1])).join();
        deliveries.discardForgotten();
        assertThat(log.streams()).containsExactly("catalog");
    }

    @Test
    void fiveThousandIdleStreamsEndQuickly() {
        for (int i = 0; i < 5_000; i++) {
            deliveries.put(DeliveryStream.create(
                    DeliveryStream.id("eu-west-1", "s" + i),
                    TestStreams.destination(""),
                    Tags.NONE,
                    TestStreams.START,
                    new UUID((long) i << 32, 0)));
        }
        await(() -> log.streams().size() == 5_000);
        deliveries.close();
        assertThat(deliveries.statuses()).isEmpty();
    }

    private void append(DeliveryStream stream, String record) {
        log.append(stream.logStream(), List.of(record.getBytes(StandardCharsets.UTF_8)))
                .join();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
