package io.millrace.server.aws.dynamodb.item;

import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.index;
import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.table.item.IndexSchema.Projection;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What AWS's first Java SDK sees, mapper and document API.
class LegacySdkTest {
    @TempDir
    Path folder;

    @Test
    void theMapperAndTheDocumentApiWorkWithTheOldForms() throws IOException, InterruptedException {
        try (ItemsTestServer server =
                new ItemsTestServer(folder, new SqliteTables(folder.resolve("tables"), InstantSource.system()))) {
            server.table(
                    "clicks",
                    keys("id", "at:N"),
                    List.of(),
                    List.of(index("byPage", keys("page", ""), Projection.ALL)));
            Process program = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            LegacyProgram.class.getName(),
                            server.endpoint().toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(program.waitFor()).as(said).isZero();
            assertThat(said).contains("all done");
        }
    }

    /// Of this test, the old SDK's old Jackson in front.
    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Path.of("target", "sdk-v1").toAbsolutePath() + File.separator + "*" + File.pathSeparator + tests;
    }
}
