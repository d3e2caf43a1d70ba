package io.millrace.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitorsTest {
    @Test
    void theSameClicksAreMadeUpEachTime() {
        assertThat(Demo.madeUpClicks(500, Instant.EPOCH)).isEqualTo(Demo.madeUpClicks(500, Instant.EPOCH));
    }

    @Test
    void noTwoClicksHaveTheSameId() {
        List<Click> clicks = Demo.madeUpClicks(10_000, Instant.EPOCH);
        assertThat(clicks).hasSize(10_000);
        assertThat(clicks.stream().map(Click::clickId).distinct()).hasSize(10_000);
    }

    @Test
    void visitorsLookAtSeveralPages() {
        List<Click> clicks = Demo.madeUpClicks(1_000, Instant.EPOCH);
        assertThat(clicks.stream().map(Click::userId).distinct().count()).isBetween(50L, 500L);
    }
}
