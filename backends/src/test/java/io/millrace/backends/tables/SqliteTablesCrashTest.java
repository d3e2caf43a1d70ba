package io.millrace.backends.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.store.TableFixtures;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle of its writes loses nothing that it was told was done, and its indexes fit
/// its table.
class SqliteTablesCrashTest {
    private static final int ROUNDS = 4;

    @TempDir
    private Path folder;

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(7);
        long next = 2;
        for (int round = 0; round < ROUNDS; round++) {
            Map<String, Long> acknowledged = killedAfter(200 + random.nextInt(4_000), next);
            assertThat(acknowledged).hasSize(CrashingWriter.THREADS);
            next = check(acknowledged) + 10;
        }
    }

    /// Lets a process write until it has told so many writes; what it told last of each thread.
    private Map<String, Long> killedAfter(int lines, long first) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingWriter.class.getName(),
                        folder.toString(),
                        Long.toString(first))
                .redirectError(Redirect.INHERIT)
                .start();
        Map<String, Long> acknowledged = new HashMap<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < lines || acknowledged.size() < CrashingWriter.THREADS; i++) {
                tell(out.readLine(), acknowledged);
            }
            // The handle leaves the pipe open: what was told before the kill counts, too. A cut line tells less.
            process.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("t\\d \\d+")) {
                    tell(line, acknowledged);
                }
            }
        }
        process.waitFor();
        return acknowledged;
    }

    private static void tell(String line, Map<String, Long> acknowledged) {
        assertThat(line).as("the process ended by itself").isNotNull();
        acknowledged.merge(line.substring(0, 2), Long.parseLong(line.substring(3)), Math::max);
    }

    /// @return the highest number of a click that there is
    private long check(Map<String, Long> acknowledged) {
        long highest = 0;
        try (TableStore store = new SqliteTables(folder, InstantSource.system())) {
            store.prepare(TableFixtures.LAYOUT);
            ModelTables model = new ModelTables();
            List<Item> items = ModelTables.scan(store, Optional.empty());
            items.forEach(model::put);
            model.requireSame(store);
            for (Map.Entry<String, Long> last : acknowledged.entrySet()) {
                long found = items.stream()
                        .filter(item -> item.find("user").orElseThrow().equals(TableFixtures.s(last.getKey())))
                        .mapToLong(SqliteTablesCrashTest::at)
                        .max()
                        .orElse(-1);
                assertThat(found).as(last.getKey()).isGreaterThanOrEqualTo(last.getValue());
                highest = Math.max(highest, found);
            }
        }
        return highest;
    }

    private static long at(Item click) {
        return ((AttributeValue.N) click.find("at").orElseThrow()).value().longValueExact();
    }
}
