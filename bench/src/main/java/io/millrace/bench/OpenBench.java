package io.millrace.bench;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import io.millrace.core.log.LogReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Opening the log with much and with little in it: until the first record is read and the next append is acknowledged.
final class OpenBench implements Bench.Measurement {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 1_000;
    private static final long SMALL_MEGABYTES = 100;
    private static final int UNDER_WAY = 8;
    private static final int ROUNDS = 5;
    private static final String STREAM = "bench";

    @Override
    public String what() {
        return "opening a backlog of 10 GB beside one of 100 MB (asked: as fast)";
    }

    @Override
    public long defaultSize() {
        return 10_000;
    }

    @Override
    public void run(Path folder, long megabytes) throws Exception {
        fill(folder.resolve("small"), SMALL_MEGABYTES);
        fill(folder.resolve("large"), megabytes);
        List<Double> small = new ArrayList<>();
        List<Double> large = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            small.add(open(folder.resolve("small")));
            large.add(open(folder.resolve("large")));
        }
        double smallMedian = median(small);
        double largeMedian = median(large);
        System.out.printf("%6d MB: %.1f ms%n", SMALL_MEGABYTES, smallMedian);
        System.out.printf("%6d MB: %.1f ms%n", megabytes, largeMedian);
        System.out.printf("ratio %.2f%n", largeMedian / smallMedian);
    }

    private static void fill(Path folder, long megabytes) {
        List<byte[]> batch = Collections.nCopies(RECORDS, Workload.click(RECORD_BYTES));
        try (EmbeddedLog log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system())) {
            for (long written = 0; written < megabytes * 1_000_000; written += UNDER_WAY * RECORDS * RECORD_BYTES) {
                List<CompletableFuture<?>> underWay = new ArrayList<>();
                for (int i = 0; i < UNDER_WAY; i++) {
                    underWay.add(log.append(STREAM, batch));
                }
                underWay.forEach(CompletableFuture::join);
            }
        }
    }

    private static double open(Path folder) throws Exception {
        long begun = System.nanoTime();
        try (EmbeddedLog log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system());
                LogReader reader = log.viewer(STREAM, 0)) {
            reader.poll(1, RECORD_BYTES, Duration.ZERO);
            log.append(STREAM, List.of(Workload.click(RECORD_BYTES))).join();
            return (System.nanoTime() - begun) / 1e6;
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
