package io.millrace.backends.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.log.Appended;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when the disk refuses: the appends in hand fail, nothing else is harmed, and it goes on by itself.
class DiskFaultTest {
    @TempDir
    private Path root;

    private final FaultySegmentFiles disk = new FaultySegmentFiles();
    private EmbeddedLog log;

    @BeforeEach
    void open() {
        log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, root, InstantSource.system(), disk);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void assertRefused(String stream) {
        assertThatThrownBy(() -> LogFixture.append(log, stream, "refused", "refused too"))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnavailableException.class);
    }

    private void assertHolds(String... texts) throws InterruptedException {
        assertThat(LogFixture.texts(log, "clicks")).containsExactly(texts);
        assertThat(log.extent("clicks").endOffset()).isEqualTo(texts.length);
    }

    private void assertHoldsAlsoAfterReopening(String... texts) throws InterruptedException {
        assertHolds(texts);
        log.close();
        open();
        assertHolds(texts);
    }

    @Test
    void aFullDiskRefusesAppendsUntilThereIsRoomAgain() throws Exception {
        LogFixture.append(log, "clicks", "a");
        for (int room = 0; room < 60; room += 7) {
            disk.roomBytes.set(room);
            assertRefused("clicks");
            assertHolds("a");
        }
        assertThat(log.stats().lastFailure().orElseThrow()).contains("clicks", "No space left");
        disk.roomBytes.set(Long.MAX_VALUE);
        assertThat(LogFixture.append(log, "clicks", "b").firstOffset()).isEqualTo(1);
        assertHoldsAlsoAfterReopening("a", "b");
    }

    @Test
    void aDiskThatIsFullFromTheFirstAppendOnLeavesNothingBehind() throws Exception {
        disk.roomBytes.set(10);
        assertRefused("clicks");
        assertRefused("clicks");
        disk.roomBytes.set(Long.MAX_VALUE);
        assertThat(LogFixture.append(log, "clicks", "a").firstOffset()).isZero();
        assertHoldsAlsoAfterReopening("a");
    }

    @Test
    void afterAFailedSyncTheStreamGoesOnInANewFile() throws Exception {
        LogFixture.append(log, "clicks", "a");
        disk.syncFails = true;
        assertRefused("clicks");
        assertHolds("a");
        disk.syncFails = false;
        assertThat(LogFixture.append(log, "clicks", "b").firstOffset()).isEqualTo(1);
        assertThat(LogFixture.segments(root, "clicks")).hasSize(2);
        assertHoldsAlsoAfterReopening("a", "b");
    }

    @Test
    void whatWasRefusedIsNotSeenEvenWhenTheFileCannotBeCutOff() throws Exception {
        LogFixture.append(log, "clicks", "a");
        disk.syncFails = true;
        disk.truncateFails = true;
        assertRefused("clicks");
        assertRefused("clicks");
        assertHolds("a");
        disk.syncFails = false;
        assertHoldsAlsoAfterReopening("a");
        LogFixture.append(log, "clicks", "b");
        assertHoldsAlsoAfterReopening("a", "b");
    }

    @Test
    void aFolderThatCannotBeSyncedRefusesTheFirstAppend() throws Exception {
        disk.folderSyncFails = true;
        assertRefused("clicks");
        disk.folderSyncFails = false;
        LogFixture.append(log, "clicks", "a");
        assertHoldsAlsoAfterReopening("a");
    }

    @Test
    void aFileThatCannotBeOpenedRefusesAppendsUntilItCan() throws Exception {
        disk.openFails = true;
        assertRefused("clicks");
        disk.openFails = false;
        LogFixture.append(log, "clicks", "a");
        disk.syncFails = true;
        disk.openFails = true;
        assertRefused("clicks");
        assertRefused("clicks");
        disk.openFails = false;
        disk.syncFails = false;
        LogFixture.append(log, "clicks", "b");
        assertHoldsAlsoAfterReopening("a", "b");
    }

    @Test
    void allAppendsOfAGroupFailTogetherAndLaterOnesTakeTheirOffsets() throws Exception {
        disk.roomBytes.set(150);
        List<CompletableFuture<Appended>> appends = IntStream.range(0, 50)
                .mapToObj(i -> log.append("clicks", LogFixture.bytes("r" + i)))
                .toList();
        List<String> kept = IntStream.range(0, 50)
                .filter(i ->
                        appends.get(i).handle((done, fault) -> fault == null).join())
                .mapToObj(i -> "r" + i)
                .toList();
        disk.roomBytes.set(Long.MAX_VALUE);
        assertHoldsAlsoAfterReopening(kept.toArray(String[]::new));
    }
}
