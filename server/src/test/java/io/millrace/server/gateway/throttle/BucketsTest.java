package io.millrace.server.gateway.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.Throttle;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {
    private static final Throttle ONE = new Throttle(1, 1);

    private final AtomicLong nanos = new AtomicLong();
    private final Buckets buckets = new Buckets(nanos::get);

    @Test
    void fullOnesMakeRoomAndOthersStayAsTheyAre() {
        buckets.of("used", ONE).take();
        for (int i = 0; i < 2 * Limit.GATEWAY_BUCKETS.intValue(); i++) {
            buckets.of(i, ONE);
            assertThat(buckets.size()).isLessThanOrEqualTo(Limit.GATEWAY_BUCKETS.intValue());
        }
        assertThat(buckets.of("used", ONE).take()).isFalse();
    }

    @Test
    void thereAreNeverMoreThanThereMayBe() {
        for (int i = 0; i < Limit.GATEWAY_BUCKETS.intValue() + 1_000; i++) {
            buckets.of(i, ONE).take();
        }
        assertThat(buckets.size()).isLessThanOrEqualTo(Limit.GATEWAY_BUCKETS.intValue());
    }
}
