package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.stage.StageProgress;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.delivery.stage.Trouble;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.store.MemoryObjectStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {
    private static final String SECONDS_60 = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 60}";
    private static final String AT_ONCE = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}";

    private Instant now = TestStreams.START;
    private final InstantSource clock = () -> now;
    private final MemoryLog log = new MemoryLog(clock);
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final StageProgress stage = new StageProgress();
    private final DeliveryProgress progress = new DeliveryProgress(stage);
    private DeliveryStream stream;
    private LogReader reader;
    private Delivery delivery;

    @BeforeEach
    void bucket() {
        store.createBucket(TestStreams.BUCKET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "'Prefix': ''~2026/11/21/08/clicks-1-2026-11-21-08-30-00-<uuid>",
                "'Prefix': 'a/'~a/2026/11/21/08/clicks-1-2026-11-21-08-30-00-<uuid>",
                "'CompressionFormat': 'GZIP'~2026/11/21/08/clicks-1-2026-11-21-08-30-00-<uuid>.gz",
                "'CompressionFormat': 'ZIP'~2026/11/21/08/clicks-1-2026-11-21-08-30-00-<uuid>.zip",
                "'CompressionFormat': 'Snappy'~2026/11/21/08/clicks-1-2026-11-21-08-30-00-<uuid>.snappy",
                "'CompressionFormat': 'HADOOP_SNAPPY'~2026/11/21/08/clicks-1-2026-11-21-08-30-00-<uuid>.snappy",
                "'CompressionFormat': 'GZIP', 'FileExtension': '.log'~2026/11/21/08/clicks-1-2026-11-21-08-30-00-<uuid>.log",
                "'CustomTimeZone': 'Asia/Tokyo'~2026/11/21/17/clicks-1-2026-11-21-17-30-00-<uuid>",
                "'Prefix': 'y=!{timestamp:yyyy}/!{firehose:random-string}/', 'ErrorOutputPrefix': "
                        + "'!{firehose:error-output-type}/'~y=2026/<random>/clicks-1-2026-11-21-08-30-00-<uuid>",
            })
    void keysAreThoseOfAws(String members, String pattern) throws InterruptedException {
        open(AT_ONCE + "," + members);
        append("hello");
        step();
        String expected = pattern.replace(
                        "<uuid>", "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
                .replace("<random>", "[0-9a-z]{11}");
        assertThat(objects()).hasSize(1);
        assertThat(objects().keySet().iterator().next()).matches(expected);
    }

    @Test
    void noSeparatorIsAddedUnlessAskedFor() throws InterruptedException {
        open(AT_ONCE);
        append("a", "b");
        step();
        assertThat(texts()).containsExactly("ab");
        change(AT_ONCE + ", 'ProcessingConfiguration': {'Enabled': true, "
                + "'Processors': [{'Type': 'AppendDelimiterToRecord'}]}");
        append("c", "d");
        step();
        assertThat(texts()).containsExactlyInAnyOrder("ab", "c\nd\n");
    }

    @Test
    void aBatchEndsWhenItsOldestRecordIsOldEnough() throws InterruptedException {
        open(SECONDS_60);
        append("a");
        pass(20);
        step();
        pass(39);
        append("b");
        step();
        assertThat(texts()).isEmpty();
        pass(1);
        step();
        assertThat(texts()).containsExactly("ab");
    }

    @Test
    void aBatchEndsWithTheRecordThatFillsIt() throws InterruptedException {
        open(SECONDS_60);
        String half = "x".repeat(1 << 19);
        append(half, half, "rest");
        step();
        assertThat(texts()).containsExactly(half + half);
        assertThat(stage.backlog(3)).isEqualTo(1);
    }

    @Test
    void aBacklogMakesFullObjectsHoweverOldItIs() throws InterruptedException {
        open(SECONDS_60);
        log.pollRecordsMax(1);
        append("a", "b");
        pass(3600);
        step();
        assertThat(texts()).isEmpty();
        step();
        assertThat(texts()).containsExactly("ab");
    }

    @Test
    void aFailingStoreIsRetriedWithGrowingPausesAndLosesNothing() throws InterruptedException {
        open(AT_ONCE);
        append("a");
        store.aroundCalls((call, effect) -> {
            throw new UnavailableException("the disk is full");
        });
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            step();
            pauses.add(delivery.pause());
            now = now.plus(delivery.pause());
        }
        Trouble trouble = stage.trouble().orElseThrow();
        assertThat(trouble.message()).isEqualTo("the disk is full");
        assertThat(trouble.attempts()).isEqualTo(12);
        assertThat(trouble.since()).isEqualTo(TestStreams.START);
        assertThat(pauses.getLast()).isGreaterThan(pauses.getFirst().multipliedBy(100));

        store.aroundCalls((call, effect) -> effect.run());
        step();
        assertThat(texts()).containsExactly("a");
        assertThat(stage.trouble()).isEmpty();
    }

    @Test
    void aMissingBucketIsRetriedUntilItIsThere() throws InterruptedException {
        store.deleteBucket(TestStreams.BUCKET);
        open(AT_ONCE);
        append("a");
        step();
        assertThat(stage.trouble().orElseThrow().message()).contains("does not exist");
        store.createBucket(TestStreams.BUCKET);
        pass(60);
        step();
        assertThat(texts()).containsExactly("a");
    }

    @Test
    void anUpdateBeginsTheBatchAgainUnderTheNewDestination() throws InterruptedException {
        open(SECONDS_60 + ", 'Prefix': 'old/'");
        append("a");
        step();
        change(AT_ONCE + ", 'Prefix': 'new/'");
        pass(1);
        step();
        assertThat(objects().keySet()).singleElement().asString().startsWith("new/2026/11/21/08/clicks-2-");
    }

    @Test
    void aDeliveryThatHasReadAllLetsMoreGatherBeforeItLooksAgain() throws InterruptedException {
        open(SECONDS_60);
        append("a");
        step();
        assertThat(delivery.pause()).isEqualTo(Duration.ofMillis(Limit.DELIVERY_GATHER_MILLIS.value()));
        append("b");
        step();
        pass(60);
        step();
        assertThat(texts()).containsExactly("ab");
    }

    @Test
    void corruptRecordsAreCountedOnceAndPassed() throws InterruptedException {
        open(SECONDS_60);
        append("a", "bad", "bad", "b");
        log.corrupt(stream.logStream(), 1, 3);
        step();
        step();
        change(AT_ONCE);
        step();
        step();
        step();
        assertThat(texts()).containsExactlyInAnyOrder("a", "b");
        assertThat(stage.corruptRecords()).isEqualTo(2);
    }

    @Test
    void recordsDroppedByRetentionAreCounted() throws InterruptedException {
        open(AT_ONCE);
        append("a", "b", "c");
        log.trim(stream.logStream(), 2);
        step();
        assertThat(texts()).containsExactly("c");
        assertThat(stage.droppedRecords()).isEqualTo(2);
    }

    @Test
    void recordsWithoutPartitionGoToErrorObjects() throws InterruptedException {
        open(TestStreams.PARTITIONED);
        append("{\"p\":\"x\",\"n\":1}{\"p\":\"y\"}", "{\"n\":2}", "[1]", "{\"p\":\"x\",\"n\":3}");
        step();
        pass(60);
        step();
        assertThat(text("p=x/")).isEqualTo("{\"p\":\"x\",\"n\":1}\n{\"p\":\"x\",\"n\":3}\n");
        assertThat(text("p=y/")).isEqualTo("{\"p\":\"y\"}\n");
        assertThat(text("e/partitioning-failed/"))
                .isEqualTo("{\"attemptsMade\":1,\"arrivalTimestamp\":1795249800000,"
                        + "\"errorCode\":\"DynamicPartitioning.MetadataExtractionFailed\","
                        + "\"errorMessage\":\"partitionKeys values must not be null or empty\","
                        + "\"attemptEndingTimestamp\":1795249800000,\"rawData\":\"eyJuIjoyfQ==\"}\n");
        assertThat(text("e/processing-failed/"))
                .contains("\"errorCode\":\"RecordDeAggregation.Failed\"")
                .contains("\"rawData\":\"WzFd\"");
        assertThat(progress.delivered().records()).isEqualTo(3);
        assertThat(progress.delivered().objects()).isEqualTo(4);
        assertThat(progress.failures())
                .containsEntry(ErrorType.PARTITIONING_FAILED, 1L)
                .containsEntry(ErrorType.PROCESSING_FAILED, 1L);
    }

    @Test
    void partitionsBeyondTheLimitGoToAnErrorObject() throws InterruptedException {
        open(TestStreams.PARTITIONED);
        for (int i = 0; i < 501; i++) {
            append("{\"p\":\"k" + i + "\"}");
        }
        append("{\"p\":\"k0\"}");
        step();
        pass(60);
        step();
        assertThat(objects()).hasSize(501);
        assertThat(text("p=k0/")).isEqualTo("{\"p\":\"k0\"}\n{\"p\":\"k0\"}\n");
        assertThat(text("e/activePartitionExceeded/")).contains("DynamicPartitioning.ActivePartitionsLimitExceeded");
    }

    @Test
    void aPrefixThatGrowsTooLongFailsTheRecordOnly() throws InterruptedException {
        open(TestStreams.PARTITIONED);
        append("{\"p\":\"" + "x".repeat(600) + "\"}", "{\"p\":\"ok\"}");
        step();
        pass(60);
        step();
        assertThat(text("p=ok/")).isEqualTo("{\"p\":\"ok\"}\n");
        assertThat(text("e/partitioning-failed/")).contains("The evaluated prefix is too long");
    }

    private void open(String members) {
        stream = TestStreams.stream(members);
        reader = log.reader(stream.logStream(), Lane.CONSUMER);
        SplittableRandom random = new SplittableRandom(1);
        DeliveryPorts ports = new DeliveryPorts(
                store, clock, random, () -> new UUID(random.nextLong(), random.nextLong()), TestStreams.NO_FUNCTION);
        Delivery.Role role = new Delivery.Role(Intake.PUT, () -> DeliveryTarget.ofData(stream), () -> false);
        delivery = new Delivery(new StageReader(reader, stream.name(), stage), role, ports, progress);
    }

    private void change(String members) {
        stream = stream.withDestination(TestStreams.destination(members), now, 0);
    }

    private void append(String... records) {
        log.append(
                        stream.logStream(),
                        Arrays.stream(records)
                                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                                .toList())
                .join();
    }

    private void step() throws InterruptedException {
        delivery.step(Duration.ZERO);
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    private Map<String, byte[]> objects() {
        return store.contents(TestStreams.BUCKET);
    }

    private List<String> texts() {
        return objects().values().stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    private String text(String prefix) {
        return objects().entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .map(object -> new String(object.getValue(), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
