package io.millrace.core.delivery.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.fault.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The call that is made while the outcomes of the one before are stored.
class CallAheadTest {
    private static final int RECORD_BYTES = 100_000;

    /// Two records fill a batch.
    private final TransformSteps steps = TransformSteps.open("", "BufferSizeInMBs", "0.2");

    @BeforeEach
    void callsAtOnce() {
        steps.calls = Runnable::run;
        steps.reopen();
    }

    @Test
    void theNextBatchIsCalledBeforeTheOutcomesOfTheLastAreStored() throws InterruptedException {
        append(5);
        List<Integer> callsAtAppend = new ArrayList<>();
        steps.log.aroundAppends(effect -> {
            callsAtAppend.add(steps.function.events().size());
            effect.run();
        });
        steps.rested(6);
        assertThat(callsAtAppend).containsExactly(2, 2);
        assertThat(steps.function.ids()).containsExactly(List.of("0.0", "1.0"), List.of("2.0", "3.0"));
        assertThat(delivered()).containsExactly(0, 1, 2, 3);
        assertThat(steps.position()).isEqualTo(4);
    }

    @Test
    void aBatchThatIsNotFullIsNotCalledBeforeItsTime() throws InterruptedException {
        append(4);
        steps.rested(4);
        assertThat(steps.function.ids()).containsExactly(List.of("0.0", "1.0"));
        assertThat(steps.position()).isEqualTo(2);
    }

    @Test
    void anAnswerWaitsUntilTheOneBeforeItIsStored() throws InterruptedException {
        append(5);
        int[] refusals = {3};
        steps.log.aroundAppends(effect -> {
            if (refusals[0]-- > 0) {
                throw new UnavailableException("disk full");
            }
            effect.run();
        });
        steps.rested(10);
        assertThat(steps.function.ids()).containsExactly(List.of("0.0", "1.0"), List.of("2.0", "3.0"));
        assertThat(delivered()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aCallAheadThatFailsIsTriedAgainInItsTurn() throws InterruptedException {
        append(5);
        steps.function.answersAll(data(7));
        steps.function.breaks("{'errorType': 'Boom', 'errorMessage': 'no'}");
        steps.rested(8);
        assertThat(steps.function.events()).hasSize(3);
        assertThat(steps.function.events().get(2))
                .isEqualTo(steps.function.events().get(1));
        assertThat(delivered()).containsExactly(7, 7, 2, 3);
    }

    @Test
    void aProcessThatDiesWithACallAheadCallsAgainAndStoresOnce() throws InterruptedException {
        append(5);
        steps.log.aroundCheckpoints(effect -> {
            throw new UnavailableException("gone");
        });
        steps.rested(4);
        steps.log.aroundCheckpoints(Runnable::run);
        steps.reopen();
        steps.rested(6);
        assertThat(steps.function.ids().getLast()).containsExactly("2.0", "3.0");
        assertThat(delivered()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void damageInTheWayIsPassedOverOnce() throws InterruptedException {
        append(9);
        steps.corrupt(4, 5);
        steps.rested(16);
        assertThat(delivered()).containsExactly(0, 1, 2, 3, 5, 6);
        assertThat(steps.stage.corruptRecords()).isEqualTo(1);
    }

    private void append(int count) {
        steps.append(IntStream.range(0, count).mapToObj(CallAheadTest::data).toList());
    }

    private static byte[] data(int number) {
        return ("%0" + RECORD_BYTES + "d").formatted(number).getBytes(StandardCharsets.US_ASCII);
    }

    private List<Integer> delivered() throws InterruptedException {
        return steps.delivered().stream().map(Integer::parseInt).toList();
    }
}
