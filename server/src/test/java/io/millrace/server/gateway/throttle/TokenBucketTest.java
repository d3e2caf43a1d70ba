package io.millrace.server.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.resource.apigateway.Throttle;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000);

    private TokenBucket bucket(double rate, int burst) {
        return new TokenBucket(new Throttle(rate, burst), nanos::get);
    }

    /// What a bucket is, in numbers without bounds.
    private static final class Model {
        private final BigDecimal rate;
        private final BigDecimal burst;
        private BigDecimal level;

        private Model(double rate, int burst) {
            this.rate = BigDecimal.valueOf(rate);
            this.burst = BigDecimal.valueOf(burst);
            level = this.burst;
        }

        private void pass(long nanos) {
            level = level.add(rate.multiply(BigDecimal.valueOf(nanos)).divide(NANOS))
                    .min(burst);
        }

        private boolean take() {
            if (level.compareTo(BigDecimal.ONE) < 0) {
                return false;
            }
            level = level.subtract(BigDecimal.ONE);
            return true;
        }
    }

    @Provide
    Arbitrary<Double> rates() {
        return Arbitraries.oneOf(
                Arbitraries.of(0.0, 0.1, 0.333, 1.0, 3.0, 7.000001, 333.333, 9_999.5, 10_000.0),
                Arbitraries.integers().between(0, 20_000_000).map(millionths -> millionths / 1e3));
    }

    @Provide
    Arbitrary<List<Long>> pauses() {
        return Arbitraries.oneOf(
                        Arbitraries.longs().between(0, 1_000),
                        Arbitraries.longs().between(0, 3_000_000_000L),
                        Arbitraries.of(0L, 1L, 99_999L, 100_000L, 1_000_000_000L, 86_400_000_000_000L))
                .list()
                .ofMaxSize(200);
    }

    @Property
    void itGivesExactlyWhatRateAndBurstSay(
            @ForAll("rates") double rate, @ForAll("bursts") int burst, @ForAll("pauses") List<Long> pauses) {
        TokenBucket bucket = bucket(rate, burst);
        Model model = new Model(rate, burst);
        for (long pause : pauses) {
            nanos.addAndGet(pause);
            model.pass(pause);
            assertThat(bucket.take()).isEqualTo(model.take());
        }
    }

    @Provide
    Arbitrary<Integer> bursts() {
        return Arbitraries.oneOf(Arbitraries.integers().between(0, 20), Arbitraries.of(5_000, 1_000_000));
    }

    @Test
    void itIsFullAtFirstAndFillsToTheNanosecond() {
        TokenBucket bucket = bucket(10_000, 2);
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
        nanos.addAndGet(99_999);
        assertThat(bucket.take()).isFalse();
        nanos.addAndGet(1);
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
        assertThat(bucket.isFull()).isFalse();
        nanos.addAndGet(200_000);
        assertThat(bucket.isFull()).isTrue();
    }

    @Test
    void aYearOfRestFillsItAndNoMore() {
        TokenBucket bucket = bucket(2_000_000_000, 3);
        while (bucket.take()) {
            assertThat(bucket.isFull()).isFalse();
        }
        nanos.addAndGet(365L * 86_400 * 1_000_000_000);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take()).isTrue();
        }
        assertThat(bucket.take()).isFalse();
    }

    @Test
    void withoutABurstNothingPassesAndATokenGivenBackIsThere() {
        assertThat(bucket(100, 0).take()).isFalse();
        TokenBucket bucket = bucket(0, 1);
        bucket.giveBack();
        assertThat(bucket.take()).isTrue();
        assertThat(bucket.take()).isFalse();
        bucket.giveBack();
        assertThat(bucket.take()).isTrue();
    }

    @Test
    void manyThreadsGetNoMoreThanOne() throws Exception {
        TokenBucket bucket = bucket(1, 10_000);
        AtomicInteger taken = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                threads.execute(() -> {
                    for (int n = 0; n < 5_000; n++) {
                        if (bucket.take()) {
                            taken.incrementAndGet();
                        }
                    }
                });
            }
        }
        assertThat(taken).hasValue(10_000);
    }
}
