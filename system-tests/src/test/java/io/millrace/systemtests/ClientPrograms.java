package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /// Every program of this name on the PATH, once each.
    static List<Path> found(String program) throws IOException {
        Set<Path> seen = new LinkedHashSet<>();
        List<Path> found = new ArrayList<>();
        for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
            Path candidate = Path.of(place, program);
            if (Files.isExecutable(candidate) && seen.add(candidate.toRealPath())) {
                found.add(candidate);
            }
        }
        return found;
    }

    /// Skips the test when nothing was found; on CI (`CI` is set) the test fails.
    static void skipIfNone(List<Path> versions, String what) {
        if (System.getenv("CI") != null) {
            assertThat(versions).as(what + " is not installed").isNotEmpty();
        }
        assumeFalse(versions.isEmpty(), what + " is not installed");
    }
}
