package io.millrace.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The whole way: HTTP, log, delivery, files; for as many records as told, with the heap looked at all along.
final class DeliveryBench implements Bench.Measurement {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 200;
    private static final int CONNECTIONS = 16;
    private static final int ROUND_SECONDS = 10;
    private static final Pattern HEAP =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\".*\\} ([0-9.E]+)$", Pattern.MULTILINE);

    @Override
    public String what() {
        return "HTTP to delivered JSON lines, 200 bytes a record (asked: >= 200,000 records/s, flat heap over 50 M records)";
    }

    @Override
    public long defaultSize() {
        return 5_000_000;
    }

    @Override
    public void run(Path folder, long records) throws Exception {
        Path data = folder.resolve("data");
        Wrk.Request request = Workload.putRecordBatch(RECORDS, RECORD_BYTES);
        try (ServerProcess server = ServerProcess.millrace(data, Bench.PORT)) {
            Workload.prepare(server.url(), 64, 3);
            long begun = System.nanoTime();
            double cpuBefore = server.cpuMicros();
            double sent = 0;
            while (sent < records) {
                Wrk.Result result = Wrk.run(server.url(), request, CONNECTIONS, ROUND_SECONDS);
                sent += result.perSecond() * ROUND_SECONDS * RECORDS;
                System.out.printf(
                        "%,13.0f sent  %,13d delivered  %4.0f s  p99 %.1f ms  heap %4.0f MB  resident %4.0f MB%n",
                        sent,
                        delivered(data),
                        seconds(begun),
                        result.p99Millis(),
                        heap(server),
                        server.residentMegabytes());
            }
            drain(data);
            double took = seconds(begun);
            long delivered = delivered(data);
            System.out.printf(
                    "%,d records delivered in %.0f s: %,.0f records/s, %.2f µs CPU a record, heap %.0f MB%n",
                    delivered, took, delivered / took, (server.cpuMicros() - cpuBefore) / delivered, heap(server));
        }
    }

    /// Waits until nothing more arrives: the last object comes with the buffer's interval at the latest.
    private static void drain(Path data) throws Exception {
        long before = -1;
        long now = delivered(data);
        while (now != before) {
            before = now;
            Thread.sleep(5_000);
            now = delivered(data);
        }
    }

    private static long delivered(Path data) throws Exception {
        Path bucket = data.resolve("objects").resolve(Workload.BUCKET);
        if (!Files.isDirectory(bucket)) {
            return 0;
        }
        long bytes = 0;
        try (Stream<Path> files = Files.walk(bucket)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes / RECORD_BYTES;
    }

    private static double heap(ServerProcess server) throws Exception {
        Matcher matcher = HEAP.matcher(Workload.get(server.url() + "/_millrace/metrics"));
        double bytes = 0;
        while (matcher.find()) {
            bytes += Double.parseDouble(matcher.group(1));
        }
        return bytes / 1e6;
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
