package io.millrace.core.delivery;

import static io.millrace.core.delivery.DeliveriesSteps.AT_ONCE;
import static io.millrace.core.delivery.DeliveriesSteps.LAMBDA;
import static io.millrace.core.delivery.DeliveriesSteps.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Every source record is in the backup, once and as it came, whatever becomes of it elsewhere.
@Timeout(60)
class SourceBackupTest {
    private static final String DATA = AT_ONCE + ", 'Prefix': 'd/', 'ErrorOutputPrefix': 'e/'";
    private static final String TRANSFORMED = DATA + ", 'ProcessingConfiguration': {'Enabled': true, 'Processors': ["
            + LAMBDA + ", {'Type': 'AppendDelimiterToRecord'}]}";

    @Test
    void itHasWhatTheFunctionDropsAndFailsAsItCame() {
        try (DeliveriesSteps steps = new DeliveriesSteps(TRANSFORMED + backup("clicks"))) {
            steps.append("good1", "drop1", "fail1");
            steps.append("good2");
            await(() -> steps.records("b/").size() == 4);
            steps.awaitDelivered();
            assertThat(steps.records("b/")).containsExactly("drop1;", "fail1;", "good1;", "good2;");
            assertThat(String.join("", steps.records("d/")))
                    .contains("GOOD1;", "GOOD2;")
                    .doesNotContain("DROP");
            assertThat(steps.keys("e/processing-failed/")).hasSize(1);
            await(() -> steps.status().backup().orElseThrow().records() == 4);
            assertThat(steps.status().delivered().records()).isEqualTo(2);
            assertThat(steps.status().function().orElseThrow().droppedRecords()).isEqualTo(1);
        }
    }

    @Test
    void aFunctionThatCannotBeCalledDoesNotHoldItUp() {
        try (DeliveriesSteps steps = new DeliveriesSteps(TRANSFORMED + backup("clicks"))) {
            steps.function.absent(true);
            steps.append("a", "b");
            await(() -> steps.records("b/").size() == 2);
            assertThat(steps.keys("d/")).isEmpty();
            await(() -> steps.status().trouble().isPresent());
            steps.function.absent(false);
            steps.awaitDelivered();
            assertThat(String.join("", steps.records("d/"))).contains("A;", "B;");
        }
    }

    @Test
    void aBackupThatCannotBeWrittenDoesNotHoldUpTheDataAndIsMadeLater() {
        try (DeliveriesSteps steps = new DeliveriesSteps(DATA + backup("kept"))) {
            steps.append("a");
            await(() -> steps.records("d/").equals(List.of("a;")));
            await(() -> steps.status().trouble().isPresent());
            steps.store.createBucket("kept");
            await(() -> steps.records("kept", "b/").equals(List.of("a;")));
            await(() -> steps.status().trouble().isEmpty());
        }
    }

    @Test
    void enabledByAnUpdateItBeginsThereAndGoesOnAfterARestart() {
        try (DeliveriesSteps steps = new DeliveriesSteps(DATA)) {
            steps.append("before");
            assertThat(steps.status().backup()).isEmpty();
            steps.change(DATA + backup("clicks"));
            steps.append("after");
            await(() -> !steps.records("b/").isEmpty());
            steps.change(DATA + ", 'CompressionFormat': 'UNCOMPRESSED'" + backup("clicks"));
            steps.stop();
            steps.start();
            steps.append("more");
            await(() -> steps.records("b/").size() == 2);
            steps.awaitDelivered();
            assertThat(steps.records("b/")).containsExactly("after;", "more;");
            assertThat(steps.records("d/")).containsExactly("after;", "before;", "more;");
        }
    }

    private static String backup(String bucket) {
        return ", 'S3BackupMode': 'Enabled', 'S3BackupConfiguration': {'RoleARN':"
                + " 'arn:aws:iam::000000000000:role/firehose', 'BucketARN': 'arn:aws:s3:::" + bucket + "',"
                + " 'Prefix': 'b/', " + AT_ONCE + "}";
    }
}
