package io.millrace.core.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.delivery.record.RecordError;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.log.MemoryLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What happens when a function, the log or the process fails.
@Timeout(30)
class TransformRetryTest {
    private static final String AT_ONCE = "'BufferingHints': {'SizeInMBs': 1, 'IntervalInSeconds': 0}";
    private static final String JSON_PARTS = "{'Type': 'RecordDeAggregation', 'Parameters':"
            + " [{'ParameterName': 'SubRecordType', 'ParameterValue': 'JSON'}]}";

    /// The process is gone, in the middle of what it did.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void aCallThatFailsIsTriedThreeTimesMoreWithGrowingPausesAndTheSameEvent() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        steps.append("a", "b");
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            steps.function.breaks("{'errorType': 'Boom', 'errorMessage': 'no'}");
            steps.later(steps.transform().pause());
            steps.step();
            pauses.add(steps.transform().pause());
        }
        assertThat(pauses)
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO);
        assertThat(steps.function.events()).hasSize(4);
        assertThat(steps.function.events().stream().distinct()).hasSize(1);
        assertThat(steps.outcomes()).extracting(TransformSteps::text).containsExactly("a", "b");
        RecordError expected = RecordError.function(
                "Lambda.FunctionError",
                "The Lambda function was successfully invoked but it returned an error result: Boom no",
                new RecordError.Attempt(4, steps.now().toEpochMilli(), TransformSteps.ARN));
        assertThat(steps.errors()).containsExactly(expected, expected);
        assertThat(steps.progress.status()).isEqualTo(new TransformStatus(0, 4, 0, 0));
        steps.append("c");
        steps.rested(1);
        assertThat(steps.delivered()).containsExactly("c");
    }

    @Test
    void betweenTriesNothingIsDone() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        steps.append("a");
        steps.function.breaks("{}");
        steps.steps(3);
        assertThat(steps.function.events()).hasSize(1);
        assertThat(steps.stage.trouble()).isPresent();
        steps.rested(1);
        assertThat(steps.function.events()).hasSize(2);
        assertThat(steps.stage.trouble()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 0", "2, 3, 1500", "12, 13, 211500"})
    void theNumberOfRetriesIsTheStreamsAndPausesEndAtHalfAMinute(String retries, int calls, long millis)
            throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE, "NumberOfRetries", retries);
        steps.append("a");
        Duration waited = Duration.ZERO;
        for (int i = 0; i < calls; i++) {
            assertThat(steps.errors()).isEmpty();
            steps.function.breaks("{}");
            waited = waited.plus(steps.transform().pause());
            steps.rested(1);
        }
        assertThat(waited).isEqualTo(Duration.ofMillis(millis));
        assertThat(steps.errors())
                .extracting(error -> error.attempt().orElseThrow().count())
                .containsExactly(calls);
    }

    @Test
    void triesThatFailedAreCountedInAVerdictToo() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        steps.append("a");
        steps.function.breaks("{}");
        steps.function.breaks("{}");
        steps.function.answers("{'records': []}");
        steps.rested(3);
        assertThat(steps.errors())
                .extracting(error -> error.attempt().orElseThrow().count())
                .containsExactly(3);
        steps.append("b");
        steps.function.answers("{'records': []}");
        steps.rested(1);
        assertThat(steps.errors())
                .extracting(error -> error.attempt().orElseThrow().count())
                .containsExactly(3, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "TooManyRequestsException, Lambda.InvokeLimitExceeded",
        "ResourceNotFoundException, Lambda.ResourceNotFound",
        "RequestTooLargeException, Lambda.RequestTooLargeException",
        "ResourceConflictException, Lambda.ResourceConflictException",
    })
    void aRefusedCallHasItsCode(String refusal, String code) throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE, "NumberOfRetries", "0");
        steps.append("a");
        steps.function.fails(new RequestException(refusal, "Rate Exceeded."));
        steps.step();
        assertThat(steps.errors()).extracting(RecordError::code).containsExactly(code);
        assertThat(steps.errors()).extracting(RecordError::message).containsExactly("Rate Exceeded.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'errorMessage': '2026-11-21T08:30:00Z 1 Task timed out after 3.00 seconds'}"
                        + "|Lambda.FunctionTimedOut|The Lambda function timed out.",
                "{'errorType': 'Function.ResponseSizeTooLarge', 'errorMessage': 'Response payload size exceeded'}"
                        + "|Lambda.FunctionError|Function.ResponseSizeTooLarge Response payload size exceeded",
                "not JSON|Lambda.FunctionError|its error is not JSON",
                "null|Lambda.FunctionError|it returned an error result",
            })
    void aFailedCallHasItsCode(String error, String code, String message) throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE, "NumberOfRetries", "0");
        steps.append("a");
        steps.function.breaks(error);
        steps.step();
        assertThat(steps.errors()).extracting(RecordError::code).containsExactly(code);
        assertThat(steps.errors())
                .singleElement()
                .extracting(RecordError::message)
                .asString()
                .contains(message);
    }

    @Test
    void aLongErrorIsCut() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE, "NumberOfRetries", "0");
        steps.append("a");
        steps.function.breaks("{'errorMessage': '" + "x".repeat(100_000) + "'}");
        steps.step();
        assertThat(steps.errors())
                .singleElement()
                .extracting(RecordError::message)
                .asString()
                .hasSizeLessThan(1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense",
                "``",
                "null",
                "[]",
                "{}",
                "{'records': 3}",
                "{'records': [3]}",
                "{'records': [",
                "{'records': [{'recordId': '0.0', 'result': 'Ok', 'data': 'QQ=='}]"
            })
    void anAnswerThatCannotBeReadIsAFailedCall(String answer) throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE, "NumberOfRetries", "1");
        steps.append("a");
        steps.function.answers(answer);
        steps.function.answers(answer);
        steps.step();
        assertThat(steps.outcomes()).isEmpty();
        steps.rested(1);
        assertThat(steps.errors()).extracting(RecordError::code).containsExactly("Lambda.JsonProcessingException");
    }

    @Test
    void callsThatCouldNotBeMadeAreNotTheFunctionsFault() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE, "NumberOfRetries", "0");
        steps.append("a");
        for (int i = 0; i < 20; i++) {
            steps.function.fails(new UnavailableException("not now"));
        }
        steps.function.answers("{'records': []}");
        steps.rested(20);
        assertThat(steps.outcomes()).isEmpty();
        assertThat(steps.stage.trouble())
                .hasValueSatisfying(trouble -> assertThat(trouble.message()).isEqualTo("not now"));
        steps.rested(1);
        assertThat(steps.errors())
                .extracting(error -> error.attempt().orElseThrow().count())
                .containsExactly(1);
    }

    @Test
    void outcomesAreAppendedInPiecesThatPartNoSourceRecord() throws InterruptedException {
        TransformSteps steps = large();
        List<Integer> counts = new ArrayList<>();
        steps.step();
        steps.log.aroundAppends(effect -> {
            effect.run();
            counts.add(size(steps));
        });
        steps.rested(1);
        assertThat(counts).containsExactly(1, 3);
        assertThat(steps.outcomes()).hasSize(3);
        assertThat(steps.position()).isEqualTo(2);
    }

    @Test
    void anAppendThatFailsIsDoneAgainWithoutAnotherCall() throws InterruptedException {
        TransformSteps steps = large();
        steps.step();
        failSecondAppend(steps.log, new UnavailableException("not now"));
        steps.rested(1);
        assertThat(steps.outcomes()).hasSize(1);
        assertThat(steps.transform().isOver()).isFalse();
        steps.change("");
        assertThat(steps.transform().isOver()).isFalse();
        steps.rested(1);
        assertThat(steps.outcomes()).hasSize(3);
        assertThat(steps.function.events()).hasSize(2);
        assertThat(steps.transform().isOver()).isTrue();
    }

    @Test
    void afterACrashBetweenAppendsOnlyTheRestIsTransformedAgain() throws InterruptedException {
        TransformSteps steps = large();
        steps.step();
        failSecondAppend(steps.log, new Crash());
        assertThatThrownBy(() -> steps.rested(1)).isInstanceOf(Crash.class);
        steps.reopen();
        assertThat(steps.position()).isEqualTo(1);
        steps.step();
        assertThat(steps.function.ids()).last().isEqualTo(List.of("1.0", "1.1"));
        assertThat(steps.outcomes())
                .extracting(outcome -> outcome.sourceOffset() + ":" + outcome.data().length)
                .containsExactly("0:4000000", "1:8", "1:8");
    }

    @Test
    void afterACrashBeforeTheCheckpointNothingIsTransformedAgain() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        steps.append("a", "b");
        steps.log.aroundCheckpoints(effect -> {
            throw new Crash();
        });
        assertThatThrownBy(steps::step).isInstanceOf(Crash.class);
        steps.log.aroundCheckpoints(Runnable::run);
        steps.reopen();
        steps.append("c");
        steps.step();
        assertThat(steps.function.ids()).containsExactly(List.of("0.0", "1.0"), List.of("2.0"));
        assertThat(steps.delivered()).containsExactly("a", "b", "c");
    }

    @Test
    void aStopEndsACallThatHangs() throws Exception {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        steps.append("a");
        steps.function.next(event -> {
            called.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            throw new AssertionError("never");
        });
        FutureTask<Void> step = new FutureTask<>(() -> {
            steps.step();
            return null;
        });
        Thread.ofVirtual().start(step);
        called.await();
        steps.transform().stop();
        assertThatThrownBy(() -> step.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(steps.outcomes()).isEmpty();
        assertThat(steps.position()).isZero();
    }

    @Test
    void aStoppedOneCallsNoMore() throws InterruptedException {
        TransformSteps steps = TransformSteps.open(AT_ONCE);
        steps.append("a");
        steps.function.breaks("{}");
        steps.step();
        steps.transform().stop();
        assertThatThrownBy(() -> steps.rested(1)).isInstanceOf(InterruptedException.class);
        assertThat(steps.function.events()).hasSize(1);
    }

    /// Its function answers 4 MB for the first record, which is one, and 5 MB for the second, which is two.
    private static TransformSteps large() {
        TransformSteps steps = TransformSteps.open("");
        steps.change(AT_ONCE + ", " + TransformSteps.processing(TransformSteps.lambda(), JSON_PARTS));
        steps.append("{\"a\":1}", "{\"a\":23}{\"a\":45}");
        steps.function.breaks("{}");
        steps.function.next(event -> ToldFunction.result("{\"records\":[" + ok("0.0", 4_000_000) + ","
                + ok("1.0", 2_500_000) + "," + ok("1.1", 2_500_000) + "]}"));
        return steps;
    }

    private static String ok(String id, int bytes) {
        byte[] data = new byte[bytes];
        Arrays.fill(data, (byte) 'x');
        return "{\"recordId\":\"" + id + "\",\"result\":\"Ok\",\"data\":\""
                + new String(Base64.getEncoder().encode(data), StandardCharsets.US_ASCII) + "\"}";
    }

    private static void failSecondAppend(MemoryLog log, Throwable failure) {
        AtomicInteger appends = new AtomicInteger();
        log.aroundAppends(effect -> {
            if (appends.incrementAndGet() == 2) {
                switch (failure) {
                    case RuntimeException e -> throw e;
                    case Error e -> throw e;
                    default -> throw new AssertionError(failure);
                }
            }
            effect.run();
        });
    }

    private static int size(TransformSteps steps) {
        try {
            return steps.outcomes().size();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
