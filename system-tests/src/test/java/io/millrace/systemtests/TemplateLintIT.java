package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The templates of the examples are valid for AWS as they stand. Skipped where there is no cfn-lint, on CI too: it is
/// neither in Debian nor on Maven Central or npm.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TemplateLintIT {
    @TempDir
    Path folder;

    @Test
    void cfnLintFindsNothing() throws IOException, InterruptedException {
        List<Path> found = ClientPrograms.found("cfn-lint");
        assumeFalse(found.isEmpty(), "cfn-lint is not installed");
        Path output = folder.resolve("lint.out");
        Process lint = new ProcessBuilder(
                        found.getFirst().toString(),
                        Clicks.TEMPLATE.toString(),
                        ClickLogger.EXAMPLE.resolve("template.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(lint.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(output)).isEmpty();
        assertThat(lint.exitValue()).isZero();
    }
}
