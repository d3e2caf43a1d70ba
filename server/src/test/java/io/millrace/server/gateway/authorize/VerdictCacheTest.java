package io.millrace.server.gateway.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.limit.Limit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
    private static final Verdict VERDICT =
            new Grant(new Authorized("me", Map.of(), Map.of(), Optional.empty()), new Policy(List.of()));

    private final Calls.TestClock clock = new Calls.TestClock();
    private final VerdictCache cache = new VerdictCache(clock, Duration.ofSeconds(10));

    @Test
    void itHoldsNoMoreThanItMayAndTheExpiredGoFirst() throws Exception {
        int most = Limit.GATEWAY_AUTHORIZER_RESULTS.intValue();
        for (int i = 0; i < 2_000; i++) {
            cache.get("old" + i, 1, () -> VERDICT);
        }
        clock.advanceSeconds(1);
        for (int i = 0; i < most - 2_000; i++) {
            cache.get("new" + i, 60, () -> VERDICT);
        }
        cache.get("one more", 60, () -> VERDICT);
        cache.get("and another", 60, () -> VERDICT);
        for (int i = 0; i < most; i++) {
            cache.get("flood" + i, 60, () -> VERDICT);
            assertThat(cache.size()).isLessThanOrEqualTo(most + 1);
        }
    }

    @Test
    void identitiesThatLookAlikeAreKeptApart() {
        assertThat(IdentityKey.of("1/", List.of("a", "b"))).isNotEqualTo(IdentityKey.of("1/", List.of("ab", "")));
        assertThat(IdentityKey.of("1/", List.of("a1:b"))).isNotEqualTo(IdentityKey.of("1/", List.of("a", "b")));
        assertThat(IdentityKey.of("1/", List.of("x".repeat(3_000))))
                .hasSizeLessThan(100)
                .isNotEqualTo(IdentityKey.of("1/", List.of("x".repeat(3_001))))
                .isNotEqualTo(IdentityKey.of("2/", List.of("x".repeat(3_000))));
    }
}
