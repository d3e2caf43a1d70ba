package io.millrace.core.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.record.RecordError;
import io.millrace.core.delivery.record.TransformedRecord.Outcome;
import io.millrace.core.resource.firehose.PartitionKey;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of records by a function's answer.
class TransformVerdictTest {
    private static final String AT_ONCE = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}";

    private final TransformSteps steps = TransformSteps.open(AT_ONCE);

    @Test
    void eachRecordGetsItsVerdictInTheOrderOfTheSource() throws InterruptedException {
        steps.append("a", "b", "c", "d");
        steps.function.answers("""
                {'records': [{'recordId': '3.0', 'result': 'Ok', 'data': 'RA=='},
                {'recordId': '1.0', 'result': 'Dropped', 'data': 'Qg=='},
                {'recordId': '2.0', 'result': 'ProcessingFailed', 'data': 'Qw=='},
                {'recordId': '0.0', 'result': 'Ok', 'data': 'QQ=='}]}""");
        steps.step();
        assertThat(steps.outcomes()).extracting(TransformSteps::text).containsExactly("A", "c", "D");
        assertThat(steps.errors())
                .containsExactly(RecordError.function(
                        "Lambda.ProcessingFailedStatus",
                        "ProcessingFailed status set for record",
                        new RecordError.Attempt(1, steps.now().toEpochMilli(), TransformSteps.ARN)));
        assertThat(steps.progress.status()).isEqualTo(new TransformStatus(1, 0, 4, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "|Lambda.MissingRecordId",
                ", {'recordId': '7.0', 'result': 'Ok', 'data': 'QQ=='}|Lambda.MissingRecordId",
                ", {'result': 'Ok', 'data': 'QQ=='}|Lambda.MissingRecordId",
                ", {'recordId': 0, 'result': 'Ok', 'data': 'QQ=='}|Lambda.MissingRecordId",
                ", {'recordId': '0.0', 'result': 'Ok', 'data': 'QQ=='}, {'recordId': '0.0', 'result': 'Ok', 'data': ''}"
                        + "|Lambda.DuplicatedRecordId",
                ", {'recordId': '0.0', 'result': 'Dropped'}, {'recordId': '0.0', 'result': 'Dropped'}"
                        + "|Lambda.DuplicatedRecordId",
                ", {'recordId': '0.0', 'result': 'OK', 'data': 'QQ=='}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'data': 'QQ=='}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': null, 'data': 'QQ=='}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'Ok'}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'Ok', 'data': null}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'Ok', 'data': '*'}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'Ok', 'data': {'a': 1}}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'Dropped', 'data': '*'}|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'Ok', 'data': 'QQ==', 'metadata': {'partitionKeys': {'k': null}}}"
                        + "|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'Ok', 'data': 'QQ==', 'metadata': {'partitionKeys': {'k': ['a']}}}"
                        + "|Lambda.JsonProcessingException",
                ", {'recordId': '0.0', 'result': 'ProcessingFailed'}|Lambda.ProcessingFailedStatus",
            })
    void aVerdictThatIsNoneFailsItsRecordAndNoOther(String answer, String code) throws InterruptedException {
        steps.append("a", "b");
        steps.function.answers("{'records': [{'recordId': '1.0', 'result': 'Ok', 'data': 'Qg=='}"
                + (answer == null ? "" : answer) + "]}");
        steps.step();
        assertThat(steps.delivered()).containsExactly("B");
        assertThat(steps.outcomes()).extracting(TransformSteps::text).containsExactly("a", "B");
        assertThat(steps.errors()).extracting(RecordError::code).containsExactly(code);
        assertThat(steps.function.events()).hasSize(1);
    }

    @Test
    void emptyDataIsARecordAndNotNothing() throws InterruptedException {
        steps.append("a");
        steps.function.answers("{'records': [{'recordId': '0.0', 'result': 'Ok', 'data': ''}]}");
        steps.step();
        assertThat(steps.delivered()).containsExactly("");
    }

    @Test
    void whatIsNotAskedForIsPassedOver() throws InterruptedException {
        steps.append("a");
        steps.function.answers("""
                {'kind': {'records': [1]}, 'records': [{'extra': [{'recordId': 'x'}], 'recordId': '0.0',
                'metadata': {'other': {'partitionKeys': {'no': 'no'}}}, 'data': 'QQ==', 'result': 'Ok'}], 'more': 1}""");
        steps.step();
        assertThat(steps.delivered()).containsExactly("A");
        assertThat(keys()).isEmpty();
    }

    @Test
    void partitionKeysAreTextsNumbersAndTruthValues() throws InterruptedException {
        steps.append("a");
        steps.function.answers("""
                {'records': [{'recordId': '0.0', 'result': 'Ok', 'data': 'QQ==',
                'metadata': {'partitionKeys': {'city': 'K\u00f6ln', 'year': 2026, 'new': true}}}]}""");
        steps.step();
        assertThat(keys())
                .containsExactly(
                        Map.entry(new PartitionKey(PartitionKey.Source.LAMBDA, "city"), "K\u00f6ln"),
                        Map.entry(new PartitionKey(PartitionKey.Source.LAMBDA, "year"), "2026"),
                        Map.entry(new PartitionKey(PartitionKey.Source.LAMBDA, "new"), "true"));
    }

    @ParameterizedTest
    @CsvSource({"50, 1, 1024, true", "51, 1, 1, false", "1, 1, 1025, false", "1, 1024, 1, true", "1, 1025, 1, false"})
    void partitionKeysAreBounded(int count, int nameChars, int valueChars, boolean taken) throws InterruptedException {
        steps.append("a");
        String keys = IntStream.range(0, count)
                .mapToObj(i ->
                        "'" + (count == 1 ? "n".repeat(nameChars) : "n" + i) + "': '" + "v".repeat(valueChars) + "'")
                .collect(Collectors.joining(","));
        steps.function.answers("{'records': [{'recordId': '0.0', 'result': 'Ok', 'data': 'QQ==',"
                + " 'metadata': {'partitionKeys': {" + keys + "}}}]}");
        steps.step();
        assertThat(steps.delivered()).hasSize(taken ? 1 : 0);
        assertThat(steps.errors()).hasSize(taken ? 0 : 1);
    }

    @Test
    void aBatchThatIsAllDroppedIsDone() throws InterruptedException {
        steps.append("a");
        steps.function.answers("{'records': [{'recordId': '0.0', 'result': 'Dropped'}]}");
        steps.step();
        assertThat(steps.outcomes()).isEmpty();
        assertThat(steps.position()).isEqualTo(1);
        steps.append("b");
        steps.rested(1);
        assertThat(steps.delivered()).containsExactly("b");
    }

    private Map<PartitionKey, String> keys() throws InterruptedException {
        return ((Outcome.Ok) steps.outcomes().getFirst().outcome()).partitionKeys();
    }
}
