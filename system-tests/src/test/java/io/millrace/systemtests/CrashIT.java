package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nothing lost, nothing twice: the program is killed (SIGKILL) at random moments under load and started again, many
/// times; then what was acknowledged is
/// compared with what lies in the bucket.
///
/// The seed is printed and can be given back with `-Dmillrace.seed=…`; the moments then are the same, as far as a real
/// machine allows.
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class CrashIT {
    private static final int KILLS = Integer.getInteger("millrace.kills", 55);
    private static final int CLIENTS = 4;
    private static final int BATCH = 20;
    private static final int LIFE_MILLIS_MAX = 1_500;

    private final AtomicLong ids = new AtomicLong();
    private final ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean loading = new AtomicBoolean();

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedIsDeliveredOnceThroughManyKills() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        System.out.println("CrashIT: " + KILLS + " kills, seed " + seed);
        Random random = new Random(seed);
        try (MillraceProcess server = new MillraceProcess(folder.resolve("data")).start()) {
            Streams.bucket(server, "crash");
            Streams.stream(server, "crash", "crash", ",\"BufferingHints\":{\"SizeInMBs\":1,\"IntervalInSeconds\":0}");
            for (int kill = 0; kill < KILLS; kill++) {
                List<Thread> clients = load(server);
                LockSupport.parkNanos(random.nextInt(LIFE_MILLIS_MAX) * 1_000_000L);
                server.kill();
                loading.set(false);
                for (Thread client : clients) {
                    client.join();
                }
                server.start();
            }
            Set<String> delivered = awaitAll(server);
            System.out.println("CrashIT: sent " + ids.get() + ", acknowledged " + acknowledged.size() + ", delivered "
                    + delivered.size() + ", lost 0, duplicated 0");
        }
    }

    private List<Thread> load(MillraceProcess server) {
        loading.set(true);
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                while (loading.get()) {
                    List<String> lines = new ArrayList<>();
                    for (int j = 0; j < BATCH; j++) {
                        lines.add("{\"id\":" + ids.incrementAndGet() + "}");
                    }
                    try {
                        if (Streams.put(server, "crash", lines).statusCode() == 200) {
                            acknowledged.addAll(lines);
                        }
                    } catch (UncheckedIOException killed) {
                        return;
                    }
                }
            }));
        }
        return clients;
    }

    /// Waits until every acknowledged line is there; none may ever be there twice.
    private Set<String> awaitAll(MillraceProcess server) {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            List<String> lines = Streams.delivered(server, "crash");
            Set<String> distinct = new HashSet<>(lines);
            assertThat(lines).as("duplicated").hasSize(distinct.size());
            List<String> lost = acknowledged.stream()
                    .filter(line -> !distinct.contains(line))
                    .toList();
            if (lost.isEmpty()) {
                return distinct;
            }
            assertThat(System.nanoTime())
                    .as("lost %s of %s", lost.size(), acknowledged.size())
                    .isLessThan(end);
            LockSupport.parkNanos(200_000_000);
        }
    }
}
