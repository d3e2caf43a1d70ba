package io.millrace.backends.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.core.log.CorruptRecordsException;
import io.millrace.core.log.LogReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Torn tails, flipped bits and lost files.
class DamageTest {
    @TempDir
    private Path root;

    private EmbeddedLog open() {
        return open(EmbeddedLogConfig.DEFAULT);
    }

    private EmbeddedLog open(EmbeddedLogConfig config) {
        return EmbeddedLog.open(config, root, InstantSource.system());
    }

    private static final EmbeddedLogConfig SMALL_SEGMENTS = EmbeddedLogConfig.DEFAULT.withSegmentBytes(4 << 10);

    /// Leaves a segment without an index, as after a kill.
    private Path killed() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("clicks"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".index")).toList()) {
                Files.delete(file);
            }
        }
        return LogFixture.segments(root, "clicks").getLast();
    }

    @Test
    void aTornTailIsCutOffAtOpenWhereverItWasTorn() throws Exception {
        try (EmbeddedLog log = open()) {
            LogFixture.append(log, "clicks", "first", "second");
            LogFixture.append(log, "clicks", "third");
        }
        Path segment = killed();
        byte[] whole = Files.readAllBytes(segment);
        int lastFrame = FrameHeader.BYTES + 1 + "third".length();
        for (int kept = whole.length - lastFrame; kept < whole.length; kept++) {
            Files.write(segment, Arrays.copyOf(whole, kept));
            try (EmbeddedLog log = open()) {
                assertThat(log.extent("clicks").endOffset()).isEqualTo(2);
                assertThat(Files.size(segment)).isEqualTo(whole.length - lastFrame);
                assertThat(LogFixture.append(log, "clicks", "again").firstOffset())
                        .isEqualTo(2);
                assertThat(LogFixture.texts(log, "clicks")).containsExactly("first", "second", "again");
            }
            killed();
        }
    }

    @Test
    void aTailOfZerosAsAfterALossOfPowerIsCutOff() throws Exception {
        try (EmbeddedLog log = open()) {
            LogFixture.append(log, "clicks", "first");
        }
        Path segment = killed();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length + 5_000));
        try (EmbeddedLog log = open()) {
            assertThat(LogFixture.texts(log, "clicks")).containsExactly("first");
            assertThat(Files.size(segment)).isEqualTo(whole.length);
        }
    }

    @Test
    void noFlippedBitIsEverServedAndTheRestStaysReadable() throws Exception {
        try (EmbeddedLog log = open()) {
            LogFixture.append(log, "clicks", "before");
            LogFixture.append(log, "clicks", "hit-1", "hit-2");
            LogFixture.append(log, "clicks", "after");
        }
        Path segment = LogFixture.segments(root, "clicks").getFirst();
        Path index = segment.resolveSibling("00000000000000000000.index");
        byte[] sound = Files.readAllBytes(segment);
        byte[] soundIndex = Files.readAllBytes(index);
        int from = FrameHeader.BYTES + 1 + "before".length();
        int to = from + FrameHeader.BYTES + 2 * (1 + "hit-1".length());
        for (int bit = from * 8; bit < to * 8; bit += 3) {
            Files.write(segment, sound);
            Files.write(index, soundIndex);
            LogFixture.flip(segment, bit);
            if (bit % 2 == 0) {
                killed();
            }
            assertDamageIsReportedAt(segment, from);
        }
    }

    private void assertDamageIsReportedAt(Path segment, long position) throws Exception {
        try (EmbeddedLog log = open();
                LogReader reader = log.viewer("clicks", 0)) {
            assertThat(reader.poll(10, 1_000, Duration.ZERO)).hasSize(1);
            CorruptRecordsException fault =
                    catchThrowableOfType(CorruptRecordsException.class, () -> LogFixture.rest(reader));
            assertThat(fault).hasMessageContaining(segment + ", byte " + position);
            assertThat(List.of(fault.offset(), fault.resumeOffset())).containsExactly(1L, 3L);
            assertThat(reader.position()).isEqualTo(1);
            reader.seek(fault.resumeOffset());
            assertThat(LogFixture.rest(reader)).containsExactly("after");
            assertThat(LogFixture.append(log, "clicks", "new").firstOffset()).isEqualTo(4);
            assertThat(LogFixture.rest(reader)).containsExactly("new");
        }
    }

    @Test
    void damageInASealedSegmentIsReportedAndTheNextSegmentIsRead() throws Exception {
        List<String> all =
                IntStream.range(0, 50).mapToObj(i -> i + "-".repeat(500)).toList();
        try (EmbeddedLog log = open(SMALL_SEGMENTS)) {
            all.forEach(text -> LogFixture.append(log, "clicks", text));
        }
        List<Path> segments = LogFixture.segments(root, "clicks");
        assertThat(segments).hasSizeGreaterThan(3);
        long second = Long.parseLong(segments.get(1).getFileName().toString().substring(0, 20));
        long third = Long.parseLong(segments.get(2).getFileName().toString().substring(0, 20));
        LogFixture.flip(segments.get(1), Files.size(segments.get(1)) * 8 - 80);
        try (EmbeddedLog log = open(SMALL_SEGMENTS);
                LogReader reader = log.viewer("clicks", second)) {
            assertThat(reader.poll(100, 1 << 20, Duration.ZERO)).hasSize((int) (third - second - 1));
            CorruptRecordsException fault =
                    catchThrowableOfType(CorruptRecordsException.class, () -> LogFixture.rest(reader));
            assertThat(List.of(fault.offset(), fault.resumeOffset())).containsExactly(third - 1, third);
            reader.seek(fault.resumeOffset());
            assertThat(LogFixture.rest(reader)).isEqualTo(all.subList((int) third, all.size()));
        }
    }

    @Test
    void aSealedSegmentThatLostItsEndIsReported() throws Exception {
        List<String> all =
                IntStream.range(0, 20).mapToObj(i -> i + "-".repeat(500)).toList();
        try (EmbeddedLog log = open(SMALL_SEGMENTS)) {
            all.forEach(text -> LogFixture.append(log, "clicks", text));
        }
        Path first = LogFixture.segments(root, "clicks").getFirst();
        Files.write(first, Arrays.copyOf(Files.readAllBytes(first), FrameHeader.BYTES + 503 + 7));
        try (EmbeddedLog log = open(SMALL_SEGMENTS);
                LogReader reader = log.viewer("clicks", 0)) {
            assertThat(reader.poll(100, 1 << 20, Duration.ZERO)).hasSize(1);
            CorruptRecordsException fault =
                    catchThrowableOfType(CorruptRecordsException.class, () -> LogFixture.rest(reader));
            reader.seek(fault.resumeOffset());
            assertThat(LogFixture.rest(reader)).isEqualTo(all.subList((int) fault.resumeOffset(), all.size()));
        }
    }

    @Test
    void aMissingOrDamagedIndexIsMadeAgain() throws Exception {
        List<String> all =
                IntStream.range(0, 50).mapToObj(i -> i + "-".repeat(500)).toList();
        try (EmbeddedLog log = open(SMALL_SEGMENTS)) {
            all.forEach(text -> LogFixture.append(log, "clicks", text));
        }
        Path index = root.resolve("clicks/00000000000000000000.index");
        byte[] sound = Files.readAllBytes(index);
        for (long bit = 0; bit < sound.length * 8L; bit += 13) {
            Files.write(index, sound);
            LogFixture.flip(index, bit);
            assertTheFirstSegmentIsReadFrom(3, all);
            assertThat(Files.readAllBytes(index)).isEqualTo(sound);
        }
        Files.delete(index);
        assertTheFirstSegmentIsReadFrom(3, all);
    }

    private void assertTheFirstSegmentIsReadFrom(int offset, List<String> all) throws Exception {
        try (EmbeddedLog log = open(SMALL_SEGMENTS);
                LogReader reader = log.viewer("clicks", offset)) {
            assertThat(LogFixture.rest(reader)).isEqualTo(all.subList(offset, all.size()));
        }
    }

    @Test
    void bytesInARecordThatLookLikeAFrameAreNotTakenForOne() throws Exception {
        ByteBuffer forged = ByteBuffer.allocate(FrameHeader.BYTES + 2);
        forged.put(FrameHeader.BYTES, (byte) 1).put(FrameHeader.BYTES + 1, (byte) 'x');
        new FrameHeader(2, 2, 0, 1, FrameHeader.crc(forged, FrameHeader.BYTES, 2), 77).writeAt(forged, 0);
        try (EmbeddedLog log = open()) {
            LogFixture.append(log, "clicks", "first");
            log.append("clicks", List.of(forged.array(), new byte[100])).join();
        }
        Path segment = killed();
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(whole, whole.length - 10));
        try (EmbeddedLog log = open()) {
            assertThat(LogFixture.texts(log, "clicks")).containsExactly("first");
        }
    }
}
