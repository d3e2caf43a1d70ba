package io.millrace.core.invoke.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Seeded schedules of events, time, failures and crashes: every event that was accepted runs at least once to its end,
/// and none is lost.
///
/// To see one seed again: `-Dtest=EventSim -Dmillrace.sim.seed=SEED`; more: `-Dmillrace.sim.schedules=100000`.
class EventSim {
    private static final int SCHEDULES = 500;

    @Test
    void everyEventComesToItsEndWhateverHappens() throws InterruptedException {
        Long only = Long.getLong("millrace.sim.seed");
        int schedules = only == null ? Integer.getInteger("millrace.sim.schedules", SCHEDULES) : 1;
        long crashes = 0;
        for (int i = 0; i < schedules; i++) {
            long seed = only == null ? i : only;
            EventSchedule schedule = new EventSchedule(new SplittableRandom(seed));
            try {
                schedule.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "Schedule of seed " + seed + " failed; again with -Dtest=EventSim -Dmillrace.sim.seed=" + seed,
                        e);
            }
            crashes += schedule.crashes();
        }
        assertThat(only != null || crashes > schedules / 2)
                .as("crashes: %d", crashes)
                .isTrue();
    }
}
