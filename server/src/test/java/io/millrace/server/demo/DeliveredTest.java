package io.millrace.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the demo says of what lies in the bucket.
class DeliveredTest {
    private static final Click ONE = new Click("ann", "m-01");
    private static final Click TWO = new Click("bob", "m-01");

    @Test
    void whatLiesThereAsOftenAsItWasSentIsExact() {
        Delivered delivered = Delivered.compare(List.of("k"), List.of(ONE, TWO, ONE), Map.of(ONE, 2, TWO, 1), 0);
        assertThat(delivered).isEqualTo(new Delivered(List.of("k"), 3, 0, 0, 0, 0));
        assertThat(delivered.isExact()).isTrue();
    }

    @Test
    void whatIsMissingTwiceStrangeOrPlainIsCounted() {
        Click strange = new Click("eve", "m-02");
        Delivered delivered =
                Delivered.compare(List.of(), List.of(ONE, ONE, ONE, TWO), Map.of(ONE, 1, TWO, 3, strange, 4), 5);
        assertThat(delivered).isEqualTo(new Delivered(List.of(), 2, 2, 2, 4, 5));
        assertThat(delivered.isExact()).isFalse();
    }
}
