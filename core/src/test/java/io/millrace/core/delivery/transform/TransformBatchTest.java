package io.millrace.core.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.TestStreams;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.delivery.stage.Stage;
import io.millrace.core.limit.Limit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When a function is called, and with what.
class TransformBatchTest {
    private static final String AT_ONCE = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}";
    private static final String JSON_PARTS = "{'Type': 'RecordDeAggregation', 'Parameters':"
            + " [{'ParameterName': 'SubRecordType', 'ParameterValue': 'JSON'}]}";

    @Test
    void theEventIsThatOfFirehoseToTheByte() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        steps.append("hello", "\u00fc\n");
        steps.step();
        long arrival = TestStreams.START.toEpochMilli();
        assertThat(steps.function.events()).containsExactly("""
                        {"invocationId":"00000000-0000-0007-0000-000000000001",\
                        "deliveryStreamArn":"arn:aws:firehose:eu-west-1:000000000000:deliverystream/clicks",\
                        "region":"eu-west-1","records":[\
                        {"recordId":"0.0","approximateArrivalTimestamp":%d,"data":"aGVsbG8="},\
                        {"recordId":"1.0","approximateArrivalTimestamp":%d,"data":"w7wK"}]}""".formatted(arrival, arrival));
        assertThat(steps.delivered()).containsExactly("hello", "\u00fc\n");
        assertThat(steps.position()).isEqualTo(2);
    }

    @ParameterizedTest(name = "hint {0}, destination {1}: {2}")
    @CsvSource({"100, 300, 100", "20, 10, 20", "0, 300, 0", "'', 300, 60", "'', 61, 60", "'', 10, 10", "'', 0, 0"})
    void aBatchIsDueWithItsAge(String hint, int destinationSeconds, int dueSeconds) throws InterruptedException {
        String buffering = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': %d}".formatted(destinationSeconds);
        TransformSteps steps = hint.isEmpty()
                ? TransformSteps.open(buffering)
                : TransformSteps.open(buffering, "BufferIntervalInSeconds", hint);
        steps.append("a");
        if (dueSeconds > 0) {
            steps.step();
            steps.later(Duration.ofSeconds(dueSeconds).minusMillis(1));
            steps.append("b");
            steps.steps(2);
            assertThat(steps.function.events()).isEmpty();
            assertThat(steps.transform().isOpen()).isTrue();
            steps.later(Duration.ofSeconds(1));
        }
        steps.step();
        assertThat(steps.function.ids()).containsExactly(dueSeconds == 0 ? List.of("0.0") : List.of("0.0", "1.0"));
    }

    @Test
    void recordsThatHaveWaitedInTheLogDoNotWaitAgain() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("");
        steps.append("old");
        steps.later(Duration.ofMinutes(5));
        steps.step();
        assertThat(steps.delivered()).containsExactly("old");
    }

    @Test
    void aBatchIsDueWithItsSizeAndTheRestWaits() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("", "BufferSizeInMBs", "0.2");
        steps.append(Collections.nCopies(3, new byte[100_000]));
        steps.steps(3);
        assertThat(steps.function.ids()).containsExactly(List.of("0.0", "1.0"));
        assertThat(steps.position()).isEqualTo(2);
        steps.append(List.of(new byte[109_715]));
        steps.rested(2);
        assertThat(steps.function.ids()).last().isEqualTo(List.of("2.0", "3.0"));
    }

    @Test
    void aRecordOverTheSizeGoesAlone() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("", "BufferSizeInMBs", "0.2");
        steps.append(List.of(new byte[Limit.FIREHOSE_RECORD_BYTES.intValue()], new byte[1]));
        steps.steps(2);
        assertThat(steps.function.ids()).containsExactly(List.of("0.0"));
    }

    @Test
    void aCallHasTenThousandRecordsAtMost() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("", "BufferSizeInMBs", "3");
        steps.append(
                IntStream.rangeClosed(0, 10_000).mapToObj(i -> new byte[300]).toList());
        steps.steps(3);
        assertThat(steps.function.ids()).singleElement().satisfies(ids -> assertThat(ids)
                .hasSize(10_000));
        assertThat(steps.function.events().getFirst().length())
                .isLessThanOrEqualTo(Limit.FUNCTION_PAYLOAD_BYTES.intValue());
    }

    @Test
    void partsOfRecordsCountTooAndAnEventStaysWithinAwsBound() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("");
        steps.change(TransformSteps.processing(TransformSteps.lambda("BufferSizeInMBs", "3"), JSON_PARTS));
        byte[] record = ("{\"a\":\"" + "x".repeat(140) + "\"}").repeat(500).getBytes(StandardCharsets.UTF_8);
        steps.append(Collections.nCopies(60, record));
        steps.later(Duration.ofMinutes(10));
        steps.steps(20);
        assertThat(steps.position()).isEqualTo(60);
        assertThat(steps.function.ids()).allSatisfy(ids -> assertThat(ids).hasSizeLessThan(10_500));
        assertThat(steps.function.events()).extracting(String::length).allSatisfy(length -> assertThat(length)
                .isLessThanOrEqualTo(Limit.FUNCTION_PAYLOAD_BYTES.intValue()));
    }

    @Test
    void recordsAreTakenApartBeforeTheFunctionSeesThem() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("");
        steps.change(AT_ONCE + ", " + TransformSteps.processing(TransformSteps.lambda(), JSON_PARTS));
        steps.append("{\"a\":1} {\"a\":2}", "[3]", "{\"a\":4}");
        steps.step();
        assertThat(steps.function.ids()).containsExactly(List.of("0.0", "0.1", "2.0"));
        assertThat(ToldFunction.data(steps.function.events().getFirst()))
                .containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":4}");
        assertThat(steps.outcomes())
                .extracting(TransformSteps::text)
                .containsExactly("{\"a\":1}", "{\"a\":2}", "[3]", "{\"a\":4}");
        assertThat(steps.outcomes()).extracting(TransformedRecord::sourceOffset).containsExactly(0L, 0L, 1L, 2L);
        assertThat(steps.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("RecordDeAggregation.Failed");
            assertThat(error.attempt()).isEmpty();
        });
    }

    @Test
    void recordsThatAreAllDecidedNeedNoCall() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("");
        steps.change(AT_ONCE + ", " + TransformSteps.processing(TransformSteps.lambda(), JSON_PARTS));
        steps.append("[1]");
        steps.step();
        assertThat(steps.function.events()).isEmpty();
        assertThat(steps.errors()).hasSize(1);
        assertThat(steps.position()).isEqualTo(1);
    }

    @Test
    void withoutAFunctionItIsOverAndGivesUpWhatItHasGathered() throws InterruptedException {
        TransformSteps steps = TransformSteps.open("");
        steps.append("a");
        steps.step();
        Stage transform = steps.transform();
        assertThat(transform.isOver()).isFalse();
        steps.change("");
        assertThat(transform.isOver()).isTrue();
        steps.later(Duration.ofMinutes(10));
        steps.step();
        assertThat(steps.function.events()).isEmpty();
        assertThat(steps.position()).isZero();
    }

    @Test
    void damagedRecordsArePassedOverAndTheOthersTransformed() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        steps.append("a", "b", "c", "d");
        steps.corrupt(1, 3);
        steps.rested(4);
        assertThat(steps.delivered()).containsExactly("a", "d");
        assertThat(steps.stage.corruptRecords()).isEqualTo(2);
        assertThat(steps.position()).isEqualTo(4);
    }
}
