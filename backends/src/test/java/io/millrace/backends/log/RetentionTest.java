package io.millrace.backends.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.LogReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final EmbeddedLogConfig HOUR =
            EmbeddedLogConfig.DEFAULT.withSegmentBytes(4 << 10).with(Duration.ofHours(1));

    @TempDir
    private Path root;

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private EmbeddedLog open(EmbeddedLogConfig config) {
        return EmbeddedLog.open(config, root, () -> now);
    }

    /// 20 records of 1,000 bytes: three or four to a segment.
    private void fill(EmbeddedLog log, String stream) {
        for (int i = 0; i < 20; i++) {
            LogFixture.append(log, stream, "x".repeat(1_000));
        }
    }

    private void later(Duration time) {
        now = now.plus(time);
    }

    @Test
    void oldRecordsThatWereReadAreDroppedAndOffsetsGoOn() throws Exception {
        try (EmbeddedLog log = open(HOUR);
                LogReader reader = log.reader("clicks", "delivery")) {
            fill(log, "clicks");
            reader.checkpoint(Checkpoint.at(20));
            log.sweep();
            assertThat(log.extent("clicks").firstOffset()).isZero();
            later(Duration.ofHours(1));
            log.sweep();
            assertThat(log.extent("clicks").firstOffset()).isEqualTo(20);
            assertThat(log.extent("clicks").bytes()).isZero();
            assertThat(LogFixture.segments(root, "clicks")).hasSize(1);
        }
        try (EmbeddedLog log = open(HOUR)) {
            assertThat(LogFixture.append(log, "clicks", "y").firstOffset()).isEqualTo(20);
            assertThat(LogFixture.texts(log, "clicks")).containsExactly("y");
        }
    }

    @Test
    void nothingThatAConsumerHasNotReadIsDropped() {
        try (EmbeddedLog log = open(HOUR);
                LogReader fast = log.reader("clicks", "fast")) {
            LogReader slow = log.reader("clicks", "slow");
            fill(log, "clicks");
            fast.checkpoint(Checkpoint.at(20));
            slow.checkpoint(Checkpoint.at(10));
            later(Duration.ofDays(9));
            log.sweep();
            assertThat(log.extent("clicks").firstOffset()).isBetween(5L, 10L);
            slow.close();
            log.forget("clicks", "slow");
            log.sweep();
            assertThat(log.extent("clicks").firstOffset()).isEqualTo(20);
        }
    }

    @Test
    void aConsumerThatNeverCheckpointedHoldsEverything() {
        try (EmbeddedLog log = open(HOUR)) {
            fill(log, "clicks");
            log.reader("clicks", "delivery").close();
            later(Duration.ofDays(9));
            log.sweep();
            assertThat(log.extent("clicks").firstOffset()).isZero();
        }
    }

    @Test
    void unreadRecordsAreDroppedWhenTold() throws Exception {
        try (EmbeddedLog log = open(HOUR.withDiscardUnread(true));
                LogReader reader = log.reader("clicks", "delivery")) {
            fill(log, "clicks");
            assertThat(reader.poll(1, 1, Duration.ZERO)).hasSize(1);
            later(Duration.ofHours(2));
            log.sweep();
            LogFixture.append(log, "clicks", "y");
            assertThat(LogFixture.rest(reader)).containsExactly("y");
            assertThat(reader.position()).isEqualTo(21);
        }
    }

    @Test
    void aStreamWithoutConsumersIsKeptUntilItIsTrimmed() {
        try (EmbeddedLog log = open(HOUR.withDiscardUnread(true).withRetentionBytes(1))) {
            fill(log, "catalog");
            later(Duration.ofDays(9));
            log.sweep();
            assertThat(log.extent("catalog").firstOffset()).isZero();
            log.trim("catalog", 20);
            assertThat(log.extent("catalog").firstOffset()).isBetween(15L, 19L);
        }
    }

    @Test
    void theOldestOfTheWholeLogGoFirstWhenItTakesTooMuch() {
        try (EmbeddedLog log = open(HOUR.withRetentionBytes(30_000));
                LogReader old = log.reader("old", "delivery");
                LogReader young = log.reader("young", "delivery")) {
            fill(log, "old");
            later(Duration.ofMinutes(1));
            fill(log, "young");
            old.checkpoint(Checkpoint.at(20));
            young.checkpoint(Checkpoint.at(20));
            log.sweep();
            long bytes = log.extent("old").bytes() + log.extent("young").bytes();
            assertThat(bytes).isBetween(26_000L, 30_000L);
            assertThat(log.extent("old").firstOffset()).isPositive();
            assertThat(log.extent("young").firstOffset()).isZero();
        }
    }
}
