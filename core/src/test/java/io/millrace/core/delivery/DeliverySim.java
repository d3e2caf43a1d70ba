package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Thousands of seeded schedules of appends, changes, time, failures and crashes: whatever was acknowledged is in
/// exactly one object, once, in order, and no key ever had two contents.
///
/// To see one seed again: `-Dtest=DeliverySim -Dmillrace.sim.seed=SEED`; more: `-Dmillrace.sim.schedules=100000`.
class DeliverySim {
    private static final int SCHEDULES = 2_000;

    @Test
    void everyRecordIsDeliveredOnceWhateverHappens() throws InterruptedException {
        Long only = Long.getLong("millrace.sim.seed");
        int schedules = only == null ? Integer.getInteger("millrace.sim.schedules", SCHEDULES) : 1;
        long crashes = 0;
        for (int i = 0; i < schedules; i++) {
            long seed = only == null ? i : only;
            Schedule schedule = new Schedule(new SplittableRandom(seed));
            try {
                schedule.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "Schedule of seed " + seed + " failed; again with -Dtest=DeliverySim -Dmillrace.sim.seed="
                                + seed,
                        e);
            }
            crashes += schedule.crashes();
        }
        assertThat(only != null || crashes > schedules / 2)
                .as("crashes: %d", crashes)
                .isTrue();
    }
}
