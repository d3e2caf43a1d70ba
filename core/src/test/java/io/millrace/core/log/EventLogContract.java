package io.millrace.core.log;

import static io.millrace.core.log.LogSteps.MANY;
import static io.millrace.core.log.LogSteps.MUCH;
import static io.millrace.core.log.LogSteps.SOON;
import static io.millrace.core.log.LogSteps.assertEndedByInterrupt;
import static io.millrace.core.log.LogSteps.bytes;
import static io.millrace.core.log.LogSteps.poll;
import static io.millrace.core.log.LogSteps.started;
import static io.millrace.core.log.LogSteps.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.record.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [EventLog] does. An implementation's test extends this and says how to open one; each test begins with an
/// empty log, and a second [#open] finds what the first one kept.
public abstract class EventLogContract {

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private EventLog log;

    /// Opens the log; after a close, the same one.
    protected abstract EventLog open(InstantSource clock);

    @BeforeEach
    void openLog() {
        log = open(() -> now);
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    private void reopen() {
        log.close();
        log = open(() -> now);
    }

    @Test
    void anAppendGivesBackThePlaceOfItsRecords() {
        assertThat(append("clicks", "a", "b")).isEqualTo(new Appended(0, 2, now.toEpochMilli()));
        assertThat(append("clicks", "c")).isEqualTo(new Appended(2, 1, now.toEpochMilli()));
        assertThat(append("other", "x").firstOffset()).isZero();
    }

    @Test
    void recordsComeBackByteForByteInOrderWithTheirOffsets() throws Exception {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        join(log.append("clicks", List.of(all, new byte[0], new byte[70_000])));

        List<LogRecord> records = poll(log.viewer("clicks", 0));

        assertThat(records).extracting(LogRecord::offset).containsExactly(0L, 1L, 2L);
        assertThat(records).extracting(LogRecord::arrivalMillis).containsOnly(now.toEpochMilli());
        assertThat(records).extracting(LogRecord::data).containsExactly(all, new byte[0], new byte[70_000]);
    }

    @Test
    void appendsOfOneThreadKeepTheirOrder() throws Exception {
        List<CompletableFuture<Appended>> appends = IntStream.range(0, MANY)
                .mapToObj(i -> log.append("clicks", bytes("r" + i)))
                .toList();

        appends.forEach(this::join);

        assertThat(textsOf("clicks"))
                .isEqualTo(IntStream.range(0, MANY).mapToObj(i -> "r" + i).toList());
        assertThat(appends).extracting(append -> append.join().firstOffset()).isSorted();
    }

    @Test
    void appendsOfManyThreadsLeaveNoGapAndStayWhole() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < 20; t++) {
                String name = "t" + t;
                threads.execute(() -> IntStream.range(0, 20).forEach(i -> append("clicks", name, name, name)));
            }
        }

        List<String> texts = textsOf("clicks");

        assertThat(texts).hasSize(20 * 20 * 3);
        for (int i = 0; i < texts.size(); i += 3) {
            assertThat(texts.subList(i, i + 3)).containsOnly(texts.get(i));
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterReopening() throws Exception {
        append("clicks", "a", "b");
        reopen();
        assertThat(textsOf("clicks")).containsExactly("a", "b");
        assertThat(append("clicks", "c").firstOffset()).isEqualTo(2);
        reopen();
        assertThat(textsOf("clicks")).containsExactly("a", "b", "c");
    }

    @Test
    void aPollStopsAtItsBounds() throws Exception {
        append("clicks", "aaaa", "bbbb", "cccc");
        append("clicks", "dddd");
        LogReader reader = log.reader("clicks", "delivery");
        assertThat(texts(reader.poll(2, MUCH, SOON))).containsExactly("aaaa", "bbbb");
        assertThat(reader.position()).isEqualTo(2);
        assertThat(texts(reader.poll(MANY, 7, SOON))).containsExactly("cccc");
        assertThat(texts(reader.poll(MANY, 1, SOON))).containsExactly("dddd");
        assertThat(reader.poll(MANY, MUCH, Duration.ZERO)).isEmpty();
    }

    @Test
    void aReaderSeeksForthAndBack() throws Exception {
        append("clicks", "a", "b", "c");
        append("clicks", "d");
        LogReader reader = log.reader("clicks", "delivery");
        reader.seek(2);
        assertThat(texts(poll(reader))).containsExactly("c", "d");
        reader.seek(1);
        assertThat(reader.position()).isEqualTo(1);
        assertThat(texts(poll(reader))).containsExactly("b", "c", "d");
    }

    @Test
    void aCheckpointWithItsOpenBatchSurvivesReopening() throws Exception {
        append("clicks", "a", "b", "c");
        try (LogReader reader = log.reader("clicks", "delivery")) {
            assertThat(reader.checkpoint()).isEqualTo(Checkpoint.START);
            reader.checkpoint(new Checkpoint(1, Optional.of("put 1-2 as k\u00e4y\n\"x\"")));
            reader.checkpoint(new Checkpoint(1, Optional.of("")));
            reader.checkpoint(new Checkpoint(1, Optional.of("put 1-2 as k\u00e4y\n\"x\"")));
        }
        reopen();
        LogReader reader = log.reader("clicks", "delivery");
        assertThat(reader.checkpoint()).isEqualTo(new Checkpoint(1, Optional.of("put 1-2 as k\u00e4y\n\"x\"")));
        assertThat(reader.position()).isEqualTo(1);
        assertThat(texts(poll(reader))).containsExactly("b", "c");
        reader.checkpoint(Checkpoint.at(3));
        reader.close();
        reopen();
        assertThat(log.reader("clicks", "delivery").checkpoint()).isEqualTo(Checkpoint.at(3));
    }

    @Test
    void anOpenBatchBeyondTheLimitIsRefusedAndTheLastCheckpointStands() {
        LogReader reader = log.reader("clicks", "delivery");
        reader.checkpoint(new Checkpoint(0, Optional.of("x".repeat(Limit.LOG_OPEN_BATCH_BYTES.intValue()))));
        Checkpoint large = new Checkpoint(0, Optional.of("x".repeat(Limit.LOG_OPEN_BATCH_BYTES.intValue() + 1)));
        assertThatThrownBy(() -> reader.checkpoint(large)).isInstanceOf(IllegalArgumentException.class);
        assertThat(reader.checkpoint().openBatch().orElseThrow()).hasSize(Limit.LOG_OPEN_BATCH_BYTES.intValue());
    }

    @Test
    void consumersAreIndependent() throws Exception {
        append("clicks", "a", "b");
        LogReader one = log.reader("clicks", "one");
        LogReader two = log.reader("clicks", "two");
        assertThat(texts(poll(one))).containsExactly("a", "b");
        one.checkpoint(Checkpoint.at(2));
        assertThat(two.position()).isZero();
        assertThat(texts(poll(two))).containsExactly("a", "b");
        assertThat(two.checkpoint()).isEqualTo(Checkpoint.START);
    }

    @Test
    void aConsumerHasOneOpenReader() {
        LogReader first = log.reader("clicks", "delivery");
        assertThatThrownBy(() -> log.reader("clicks", "delivery")).isInstanceOf(IllegalStateException.class);
        log.reader("other", "delivery").close();
        first.close();
        first.close();
        log.reader("clicks", "delivery").close();
    }

    @Test
    void aViewerKeepsNoCheckpoint() throws Exception {
        append("clicks", "a", "b");
        LogReader viewer = log.viewer("clicks", 1);
        assertThat(texts(poll(viewer))).containsExactly("b");
        assertThatThrownBy(() -> viewer.checkpoint(Checkpoint.at(2))).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aWaitingPollIsWokenByAnAppend() throws Exception {
        LogReader reader = log.reader("clicks", "delivery");
        Future<List<LogRecord>> polled = started(() -> reader.poll(MANY, MUCH, SOON.multipliedBy(6)));
        append("clicks", "a");
        assertThat(texts(polled.get(SOON.toSeconds(), TimeUnit.SECONDS))).containsExactly("a");
    }

    @Test
    void aWaitingPollIsEndedByCloseOfItsReader() {
        LogReader reader = log.reader("clicks", "delivery");
        Future<List<LogRecord>> polled = started(() -> reader.poll(MANY, MUCH, SOON.multipliedBy(6)));
        reader.close();
        assertEndedByInterrupt(polled);
    }

    @Test
    void aWaitingPollIsEndedByCloseOfTheLog() {
        LogReader reader = log.reader("clicks", "delivery");
        Future<List<LogRecord>> polled = started(() -> reader.poll(MANY, MUCH, SOON.multipliedBy(6)));
        log.close();
        assertEndedByInterrupt(polled);
    }

    @Test
    void aPollThatFindsNothingComesBackAfterItsWait() throws Exception {
        assertThat(log.viewer("clicks", 0).poll(MANY, MUCH, Duration.ofMillis(20)))
                .isEmpty();
    }

    @Test
    void aDeletedStreamBeginsAnew() throws Exception {
        append("clicks", "a", "b");
        LogReader reader = log.reader("clicks", "delivery");
        reader.checkpoint(Checkpoint.at(2));
        log.delete("clicks");
        assertThatThrownBy(() -> poll(reader)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.checkpoint(Checkpoint.at(1))).isInstanceOf(IllegalStateException.class);
        assertThat(log.streams()).isEmpty();
        assertThat(append("clicks", "c").firstOffset()).isZero();
        assertThat(textsOf("clicks")).containsExactly("c");
        assertThat(log.reader("clicks", "delivery").checkpoint()).isEqualTo(Checkpoint.START);
        reopen();
        assertThat(textsOf("clicks")).containsExactly("c");
    }

    @Test
    void deletingWhatDoesNotExistDoesNothing() {
        log.delete("clicks");
        assertThat(log.streams()).isEmpty();
    }

    @Test
    void aForgottenConsumerBeginsAnew() {
        append("clicks", "a");
        LogReader reader = log.reader("clicks", "delivery");
        reader.checkpoint(Checkpoint.at(1));
        assertThatThrownBy(() -> log.forget("clicks", "delivery")).isInstanceOf(IllegalStateException.class);
        reader.close();
        log.forget("clicks", "delivery");
        log.forget("clicks", "nobody");
        assertThat(log.reader("clicks", "delivery").checkpoint()).isEqualTo(Checkpoint.START);
    }

    @Test
    void trimKeepsAllFromItsOffsetOn() throws Exception {
        append("clicks", "a", "b");
        append("clicks", "c");
        log.trim("clicks", 2);
        StreamExtent extent = log.extent("clicks");
        assertThat(extent.firstOffset()).isBetween(0L, 2L);
        assertThat(extent.endOffset()).isEqualTo(3);
        assertThat(textsOf("clicks")).endsWith("c");
    }

    @Test
    void extentSaysWhereAStreamBeginsAndEnds() {
        assertThat(log.extent("clicks")).isEqualTo(new StreamExtent(0, 0, 0));
        append("clicks", "a", "b");
        StreamExtent extent = log.extent("clicks");
        assertThat(extent.firstOffset()).isZero();
        assertThat(extent.endOffset()).isEqualTo(2);
        assertThat(extent.bytes()).isPositive();
        assertThat(log.viewer("clicks", 0).extent()).isEqualTo(extent);
    }

    @Test
    void streamsAreListedByName() {
        assertThat(log.streams()).isEmpty();
        append("b", "1");
        append("a.b-c_D", "1");
        log.reader("read-only", "delivery").close();
        assertThat(log.streams()).containsExactly("a.b-c_D", "b", "read-only");
        reopen();
        assertThat(log.streams()).containsExactly("a.b-c_D", "b", "read-only");
    }

    @Test
    void arrivalTimesNeverFallEvenWhenTheClockDoes() throws Exception {
        long first = append("clicks", "a").arrivalMillis();
        now = now.minusSeconds(3_600);
        assertThat(append("clicks", "b").arrivalMillis()).isEqualTo(first);
        reopen();
        assertThat(append("clicks", "c").arrivalMillis()).isEqualTo(first);
        now = now.plusSeconds(7_200);
        assertThat(append("clicks", "d").arrivalMillis()).isEqualTo(now.toEpochMilli());
        assertThat(poll(log.viewer("clicks", 0)))
                .extracting(LogRecord::arrivalMillis)
                .containsExactly(first, first, first, now.toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a/b", "a\\b", "a b", "\u00e4", "a\n", "a\0"})
    void badNamesAreRefused(String name) {
        assertThatThrownBy(() -> log.append(name, bytes("a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.reader(name, "c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.reader("s", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.viewer(name, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> log.delete(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(log.streams()).isEmpty();
    }

    @Test
    void aNameHasAtMost200Characters() {
        append("a".repeat(200), "x");
        assertThatThrownBy(() -> append("a".repeat(201), "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAppendHoldsARecordAndAtMostTheLimit() throws Exception {
        assertThatThrownBy(() -> log.append("clicks", List.of())).isInstanceOf(IllegalArgumentException.class);
        byte[] large = new byte[Limit.LOG_APPEND_BYTES.intValue()];
        Arrays.fill(large, (byte) 7);
        assertThatThrownBy(() -> log.append("clicks", List.of(large, new byte[1])))
                .isInstanceOf(IllegalArgumentException.class);
        join(log.append("clicks", List.of(large)));
        assertThat(poll(log.viewer("clicks", 0)).getFirst().data()).isEqualTo(large);
    }

    @Test
    void whatTheQueueCannotHoldIsRefusedAndTheRestIsKept() throws Exception {
        List<byte[]> large = List.of(new byte[Limit.LOG_APPEND_BYTES.intValue()]);
        List<CompletableFuture<Appended>> appends = new ArrayList<>();
        for (int i = 0; i < 100 && appends.stream().noneMatch(CompletableFuture::isCompletedExceptionally); i++) {
            appends.add(log.append("clicks", large));
        }
        assertThatThrownBy(() -> CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new))
                        .get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnavailableException.class);
        long kept = appends.stream()
                .filter(append -> !append.isCompletedExceptionally())
                .count();
        assertThat(log.extent("clicks").endOffset()).isEqualTo(kept);
    }

    @Test
    void aClosedLogFailsAppendsAndKeepsWhatWasAppended() throws Exception {
        CompletableFuture<Appended> before = log.append("clicks", bytes("a"));
        log.close();
        assertThat(join(before).firstOffset()).isZero();
        CompletableFuture<Appended> after = log.append("clicks", bytes("b"));
        assertThatThrownBy(after::get).hasCauseInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> log.reader("clicks", "delivery")).isInstanceOf(IllegalStateException.class);
        reopen();
        assertThat(textsOf("clicks")).containsExactly("a");
    }

    protected final Appended append(String stream, String... records) {
        return join(log.append(stream, bytes(records)));
    }

    private <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
    }

    private List<String> textsOf(String stream) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        try (LogReader viewer = log.viewer(stream, 0)) {
            for (List<LogRecord> polled = poll(viewer);
                    !polled.isEmpty();
                    polled = viewer.poll(MANY, MUCH, Duration.ZERO)) {
                texts.addAll(texts(polled));
            }
        }
        return texts;
    }
}
