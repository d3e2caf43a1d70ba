package io.millrace.bench;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// The log by itself: appends with so many under way at a time.
final class LogAppends {
    private LogAppends() {}

    /// Records per second over some seconds.
    static double perSecond(Path folder, int batch, int bytes, int underWay, long seconds) throws InterruptedException {
        try (EmbeddedLog log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system())) {
            Semaphore room = new Semaphore(underWay);
            AtomicLong done = new AtomicLong();
            CountDownLatch failed = new CountDownLatch(1);
            byte[] click = Workload.click(bytes);
            long begun = System.nanoTime();
            long end = begun + seconds * 1_000_000_000L;
            while (System.nanoTime() < end && failed.getCount() > 0) {
                room.acquire();
                log.append("bench", records(click, batch)).whenComplete((appended, failure) -> {
                    room.release();
                    if (failure == null) {
                        done.addAndGet(batch);
                    } else {
                        failed.countDown();
                    }
                });
            }
            room.acquire(underWay);
            if (failed.getCount() == 0) {
                throw new IllegalStateException("The log refused an append");
            }
            return done.get() / ((System.nanoTime() - begun) / 1e9);
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
