package io.millrace.bench;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.log.Appended;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The log by itself: appends with so many under way at a time.
final class LogAppends {
    private LogAppends() {}

    /// Records per second over some seconds.
    static double perSecond(Path folder, int batch, int bytes, int underWay, long seconds) {
        try (EmbeddedLog log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system())) {
            Deque<CompletableFuture<Appended>> appends = new ArrayDeque<>();
            byte[] click = Workload.click(bytes);
            long done = 0;
            long begun = System.nanoTime();
            long end = begun + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                if (appends.size() == underWay) {
                    done += appends.remove().join().count();
                }
                appends.add(log.append("bench", records(click, batch)));
            }
            for (CompletableFuture<Appended> last : appends) {
                done += last.join().count();
            }
            return done / ((System.nanoTime() - begun) / 1e9);
        }
    }

    /// Arrays of their own, as a decoder makes them.
    private static List<byte[]> records(byte[] click, int count) {
        List<byte[]> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            records.add(click.clone());
        }
        return records;
    }
}
