package io.millrace.core.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Seeded schedules of operations on stacks, failures, and crashes at every append and every call of a service: the
/// service has what the stacks say that they have, what failed left nothing, and nobody else's things were touched.
///
/// To see one seed again: `-Dtest=StackSim -Dmillrace.sim.seed=SEED`; more: `-Dmillrace.sim.schedules=100000`.
class StackSim {
    private static final int SCHEDULES = 400;

    @Test
    void whatThereIsIsWhatTheStacksSay() {
        Long only = Long.getLong("millrace.sim.seed");
        int schedules = only == null ? Integer.getInteger("millrace.sim.schedules", SCHEDULES) : 1;
        long crashes = 0;
        long rolledBack = 0;
        for (int i = 0; i < schedules; i++) {
            long seed = only == null ? i : only;
            StackSchedule schedule = new StackSchedule(new SplittableRandom(seed));
            try {
                schedule.run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "Schedule of seed " + seed + " failed; again with -Dtest=StackSim -Dmillrace.sim.seed=" + seed
                                + "\n" + String.join("\n", schedule.story()),
                        e);
            }
            crashes += schedule.crashes();
            rolledBack += schedule.rolledBack();
        }
        assertThat(only != null || (crashes > schedules / 2 && rolledBack > schedules / 20))
                .as("crashes: %d, updates rolled back: %d", crashes, rolledBack)
                .isTrue();
    }
}
