package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The README's first command, as a stranger runs it: the clicks of a real web site where their file lies beside the
/// project, made-up ones elsewhere. The demo itself
/// compares what it sent with what lies in the bucket and fails when a click is missing or there twice.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void everyClickIsFoundOnce() throws Exception {
        Path output = folder.resolve("demo.out");
        Process demo = new ProcessBuilder(
                        MillraceProcess.root().resolve("millrace").toString(), "demo")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(demo.waitFor(2, TimeUnit.MINUTES))
                .as(Files.readString(output))
                .isTrue();
        assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("exactly once");
    }
}
