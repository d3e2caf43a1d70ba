package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.record.RecordError;
import io.millrace.core.delivery.record.RedrivenRecord;
import io.millrace.core.delivery.redrive.Redrive;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.limit.Limit;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.firehose.DeliveryStream;
import io.millrace.core.store.MemoryObjectStore;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedriveTest {
    private static final String STREAM = "redriven";
    private static final String NAME = "clicks-1-2026-11-21-08-30-00-00000000-0000-4000-8000-00000000000";
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final MemoryLog log = new MemoryLog(() -> TestStreams.START);
    private final MemoryObjectStore store = new MemoryObjectStore();
    private final DeliveryStream stream = TestStreams.stream("'Prefix': 'd/', 'ErrorOutputPrefix': 'e/'");

    @BeforeEach
    void bucket() {
        store.createBucket(TestStreams.BUCKET);
    }

    @Test
    void whatLiesUnderTheErrorPrefixIsPutAgainAndTheRestStays() throws InterruptedException {
        put("e/processing-failed/2026/11/21/08/" + NAME + 1, lines("a", "b"));
        put("e/partitioning-failed/2026/11/21/08/" + NAME + 2, lines("c"));
        put("e/processing-failed/notes.txt", lines("no"));
        put("e/processing-failed/2026/11/21/08/" + NAME.replace("clicks", "others") + 3, lines("no"));
        put("d/2026/11/21/08/" + NAME + 4, lines("no"));
        RedriveProgress total = redrive().run(LATER, progress -> {});
        assertThat(redriven()).extracting(RedriveTest::text).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(redriven())
                .filteredOn(RedrivenRecord::pastFunction)
                .extracting(RedriveTest::text)
                .containsExactly("c");
        assertThat(store.contents(TestStreams.BUCKET).keySet())
                .containsExactlyInAnyOrder(
                        "e/processing-failed/notes.txt",
                        "e/processing-failed/2026/11/21/08/" + NAME.replace("clicks", "others") + 3,
                        "d/2026/11/21/08/" + NAME + 4);
        assertThat(total.objects()).isEqualTo(2);
        assertThat(total.objectsDone()).isEqualTo(2);
        assertThat(total.bytesDone()).isEqualTo(total.bytes());
        assertThat(total.records()).isEqualTo(3);
    }

    @Test
    void whatFailsAgainMeanwhileIsLeftForTheNextTime() throws InterruptedException {
        put("e/processing-failed/2026/11/21/08/" + NAME + 1, lines("a"));
        assertThat(redrive().run(Instant.EPOCH, progress -> {}).objects()).isZero();
        assertThat(redriven()).isEmpty();
    }

    @Test
    void anObjectThatIsNotMadeOfErrorLinesIsLeftWhole() throws InterruptedException {
        byte[] half = (new String(lines("a"), StandardCharsets.UTF_8) + "garbage\n").getBytes(StandardCharsets.UTF_8);
        put("e/processing-failed/2026/11/21/08/" + NAME + 1, half);
        assertThat(redrive().run(LATER, progress -> {}).objectsSkipped()).isEqualTo(1);
        assertThat(redriven()).isEmpty();
        assertThat(store.contents(TestStreams.BUCKET)).hasSize(1);
    }

    @Test
    void theLargestRecordThatAFunctionCanHaveMadeIsPutAgain() throws InterruptedException {
        String largest = "x".repeat(Limit.FUNCTION_PAYLOAD_BYTES.intValue() / 4 * 3 - 100);
        put("e/partitioning-failed/2026/11/21/08/" + NAME + 1, lines("a", largest, "b"));
        assertThat(redrive().run(LATER, progress -> {}).objectsSkipped()).isZero();
        assertThat(redriven()).extracting(RedriveTest::text).containsExactly("a", largest, "b");
    }

    @Test
    void theLastLineMayLackItsEndAndALineThatIsTooLongIsNone() throws InterruptedException {
        byte[] lines = lines("a", "b");
        put("e/processing-failed/2026/11/21/08/" + NAME + 1, Arrays.copyOf(lines, lines.length - 1));
        put(
                "e/processing-failed/2026/11/21/08/" + NAME + 2,
                lines("c", "x".repeat(Limit.REDRIVE_LINE_BYTES.intValue())));
        assertThat(redrive().run(LATER, progress -> {}).objectsSkipped()).isEqualTo(1);
        assertThat(redriven()).extracting(RedriveTest::text).containsExactly("a", "b");
    }

    @Test
    void aLargeObjectIsPutInPiecesAndTellsOfEach() throws InterruptedException {
        String[] large = new String[12];
        for (int i = 0; i < large.length; i++) {
            large[i] = i + "x".repeat(1_000_000);
        }
        put("e/processing-failed/2026/11/21/08/" + NAME + 1, lines(large));
        List<Long> told = new ArrayList<>();
        redrive().run(LATER, progress -> told.add(progress.records()));
        assertThat(told).startsWith(0L, 4L, 8L).endsWith(12L);
        assertThat(redriven()).extracting(RedriveTest::text).containsExactly(large);
    }

    /// A crash at any call of the store or the log, as often as it takes: each record once, none left.
    @Test
    void interruptedAnywhereItGoesOnWithEachRecordOnce() throws InterruptedException {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MemoryLog fickleLog = new MemoryLog(() -> TestStreams.START);
            MemoryObjectStore fickleStore = new MemoryObjectStore();
            fickleStore.createBucket(TestStreams.BUCKET);
            List<String> expected = new ArrayList<>();
            for (int object = 0; object < 3; object++) {
                String[] texts = new String[1 + random.nextInt(8)];
                int charsMax = random.nextInt(4) == 0 ? 1_000_000 : 10;
                for (int i = 0; i < texts.length; i++) {
                    texts[i] = object + "." + i + "x".repeat(random.nextInt(charsMax));
                    expected.add(texts[i]);
                }
                put(fickleStore, "e/processing-failed/2026/11/21/08/" + NAME + object, lines(texts));
            }
            fickleStore.aroundCalls((call, effect) -> trouble(random, effect));
            fickleLog.aroundAppends(effect -> trouble(random, effect));
            boolean done = false;
            for (int attempt = 0; !done && attempt < 200; attempt++) {
                try {
                    new Redrive(fickleLog, fickleStore, stream, STREAM, key -> true).run(LATER, progress -> {});
                    done = true;
                } catch (UnavailableException | Schedule.Crash e) {
                    // Again.
                }
            }
            assertThat(done).as("seed %d", seed).isTrue();
            assertThat(redriven(fickleLog))
                    .as("seed %d", seed)
                    .extracting(RedriveTest::text)
                    .containsExactlyElementsOf(expected);
        }
    }

    /// A crash may come before or after what it interrupts; a refusal only instead of it.
    private static void trouble(SplittableRandom random, Runnable effect) {
        switch (random.nextInt(12)) {
            case 0 -> throw new UnavailableException("not now");
            case 1 -> throw new Schedule.Crash();
            case 2 -> {
                effect.run();
                throw new Schedule.Crash();
            }
            default -> effect.run();
        }
    }

    private Redrive redrive() {
        return new Redrive(log, store, stream, STREAM, key -> true);
    }

    private List<RedrivenRecord> redriven() throws InterruptedException {
        return redriven(log);
    }

    private static List<RedrivenRecord> redriven(MemoryLog log) throws InterruptedException {
        try (LogReader reader = log.viewer(STREAM, 0)) {
            return reader.poll(1_000, Long.MAX_VALUE, Duration.ZERO).stream()
                    .map(LogRecord::data)
                    .map(RedrivenRecord::read)
                    .toList();
        }
    }

    private static String text(RedrivenRecord record) {
        return new String(record.data(), StandardCharsets.UTF_8);
    }

    private static byte[] lines(String... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String record : records) {
            out.writeBytes(RecordError.deAggregation("no").line(1, 2, record.getBytes(StandardCharsets.UTF_8)));
        }
        return out.toByteArray();
    }

    private void put(String key, byte[] content) {
        put(store, key, content);
    }

    private static void put(MemoryObjectStore store, String key, byte[] content) {
        try (ObjectWriter writer = store.writer(TestStreams.BUCKET, key, ObjectHeaders.NONE)) {
            writer.write(content);
            writer.commit();
        }
    }
}
