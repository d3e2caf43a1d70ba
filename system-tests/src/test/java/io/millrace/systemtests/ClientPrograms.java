package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;

/// What the machine has.
final class ClientPrograms {
    private ClientPrograms() {}

    /// Skips the test when a command fails; on CI (`CI` is set) the test fails.
    static void skipWithout(List<String> command) throws IOException, InterruptedException {
        boolean there = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        if (System.getenv("CI") != null) {
            assertThat(there).as("%s fails", command).isTrue();
        }
        assumeTrue(there, () -> command + " fails");
    }
}
