package io.millrace.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VisitorsTest {
    @Test
    void theSameClicksAreMadeUpEachTime() {
        assertThat(Demo.madeUpClicks(500)).hasSize(500).isEqualTo(Demo.madeUpClicks(500));
    }

    @Test
    void visitorsLookAtSeveralMysfits() {
        List<Click> clicks = Demo.madeUpClicks(1_000);
        assertThat(clicks.stream().map(Click::userId).distinct().count()).isBetween(50L, 500L);
        assertThat(clicks.stream().map(Click::mysfitId).distinct()).hasSameSizeAs(Mysfit.CATALOGUE);
    }
}
