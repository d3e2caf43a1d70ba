package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program is killed (SIGKILL) while functions run. What was acknowledged is delivered once, though a function may
/// have seen it twice; an event that was accepted is executed.
///
/// The seed is printed and can be given back with `-Dmillrace.seed=…`.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TransformCrashIT {
    private static final int KILLS = Integer.getInteger("millrace.functionKills", 6);
    private static final List<String> LANGUAGES = List.of("java8", "provided");
    private static final int BATCH = 20;
    private static final int LIFE_MILLIS_MAX = 1_500;

    private final AtomicLong ids = new AtomicLong();
    private final AtomicBoolean loading = new AtomicBoolean();

    @TempDir
    Path folder;

    private Cloud cloud;

    @BeforeEach
    void start() {
        cloud = new Cloud(new MillraceProcess(folder.resolve("data")));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void whatWasAcknowledgedIsTransformedAndDeliveredOnceThroughManyKills() throws InterruptedException {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        System.out.println("TransformCrashIT: " + KILLS + " kills, seed " + seed);
        Random random = new Random(seed);
        Map<String, ConcurrentLinkedQueue<String>> acknowledged =
                Map.of("java8", new ConcurrentLinkedQueue<>(), "provided", new ConcurrentLinkedQueue<>());
        for (String language : LANGUAGES) {
            cloud.transformed(language, Functions.transform(language), Map.of());
        }
        for (int kill = 0; kill < KILLS; kill++) {
            loading.set(true);
            List<Thread> clients = LANGUAGES.stream()
                    .map(language -> Thread.ofVirtual().start(() -> load(language, acknowledged.get(language))))
                    .toList();
            LockSupport.parkNanos(random.nextInt(LIFE_MILLIS_MAX) * 1_000_000L);
            cloud.server().kill();
            loading.set(false);
            for (Thread client : clients) {
                client.join();
            }
            cloud.server().start();
        }
        for (String language : LANGUAGES) {
            assertDeliveredOnce(language, acknowledged.get(language));
        }
    }

    /// A call is in hand at the kill, for certain: the function says when it was called, and waits.
    @Test
    void aCallThatWasCutOffIsMadeAgainAndItsRecordsAreDeliveredOnce() throws IOException {
        Path out = Files.createFile(folder.resolve("out"));
        Path gate = folder.resolve("gate");
        cloud.transformed("gated", Functions.node("index.gated"), gated(out, gate));
        cloud.put("gated", List.of("one", "drop two", "three"));
        awaitLines(out, 1);
        cloud.server().kill();
        assertThat(linesOf(out)).containsExactly("came");
        cloud.server().start();
        awaitLines(out, 2);
        Files.createFile(gate);
        assertThat(cloud.await("gated/data/", 2)).containsExactly("node:one", "node:three");
        cloud.put("gated", List.of("four"));
        assertThat(cloud.await("gated/data/", 3)).containsExactlyInAnyOrder("node:one", "node:three", "node:four");
        assertThat(cloud.lines("gated/errors/")).isEmpty();
        assertThat(linesOf(out)).containsExactly("came", "came", "came");
    }

    /// The first is in hand at the kill; whether the others are is left open. The processes of the first life never go
    /// on, though the gate opens for them as well.
    @Test
    void eventsThatWereAcceptedAreExecutedAfterAKill() throws IOException {
        Path out = Files.createFile(folder.resolve("out"));
        Path gate = folder.resolve("gate");
        cloud.create("marker", Functions.node("index.mark"), gated(out, gate));
        List<String> expected = new ArrayList<>();
        expected.add("went " + cloud.event("marker", "{\"text\":\"0\"}") + " 0");
        awaitLines(out, 1);
        for (int i = 1; i < 5; i++) {
            expected.add("went " + cloud.event("marker", "{\"text\":\"" + i + "\"}") + " " + i);
        }
        cloud.server().kill();
        assertThat(linesOf(out)).allMatch(line -> line.startsWith("came "));
        cloud.server().start();
        Files.createFile(gate);
        assertThat(Poll.until(() -> linesOf(out).containsAll(expected)))
                .as("%s of %s", linesOf(out), expected)
                .isTrue();
        assertThat(linesOf(out).stream().filter(line -> line.startsWith("went ")))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private void load(String stream, ConcurrentLinkedQueue<String> acknowledged) {
        while (loading.get()) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                lines.add(Long.toString(ids.incrementAndGet()));
            }
            try {
                if (Streams.put(cloud.server(), stream, lines).statusCode() == 200) {
                    lines.forEach(line -> acknowledged.add(stream + ":" + line));
                }
            } catch (UncheckedIOException killed) {
                return;
            }
        }
    }

    /// Batches whose answer the kill cut off may be there too: once, and whole.
    private void assertDeliveredOnce(String stream, ConcurrentLinkedQueue<String> acknowledged) {
        assertThat(acknowledged).isNotEmpty();
        Poll.until(() -> new HashSet<>(cloud.lines(stream + "/data/")).containsAll(acknowledged));
        List<String> delivered = cloud.lines(stream + "/data/");
        assertThat(delivered).doesNotHaveDuplicates();
        assertThat(new HashSet<>(delivered)).containsAll(acknowledged);
        assertThat(delivered.size() % BATCH).isZero();
        assertThat(cloud.lines(stream + "/errors/")).isEmpty();
        System.out.println("TransformCrashIT: " + stream + ": acknowledged " + acknowledged.size() + ", delivered "
                + delivered.size());
    }

    private static Map<String, String> gated(Path out, Path gate) {
        return Map.of("OUT", out.toString(), "GATE", gate.toString());
    }

    private static void awaitLines(Path out, int count) {
        assertThat(Poll.until(() -> linesOf(out).size() >= count)).isTrue();
    }

    private static List<String> linesOf(Path out) {
        try {
            return Files.readAllLines(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
