package io.millrace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// Records through a Java function that gives them back as they are: from the first put to the last delivered object.
/// Beside it the same stream without a function, and the function's own code in this process.
final class TransformBench implements Bench.Measurement {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 200;
    private static final int CONNECTIONS = 4;
    private static final int BUFFER_SECONDS = 1;
    private static final int BUFFER_MEGABYTES = 16;
    private static final int FUNCTION_BATCH_RECORDS = (1 << 20) / RECORD_BYTES;
    private static final long QUIET_NANOS = 60_000_000_000L;

    @Override
    public String what() {
        return "200-byte records through an identity function in Java to delivered objects (asked: >= 100,000 records/s)";
    }

    /// Millions of records of each.
    @Override
    public long defaultSize() {
        return 3;
    }

    @Override
    public void run(Path folder, long millions) throws Exception {
        long records = millions * 1_000_000;
        double streamLimit = InProcess.perSecond(InProcess.stream(), FUNCTION_BATCH_RECORDS, RECORD_BYTES);
        double pojoLimit = InProcess.perSecond(InProcess.pojo(), FUNCTION_BATCH_RECORDS, RECORD_BYTES);
        double without = measure(folder.resolve("without"), Optional.empty(), records);
        print("no function", without, "of the stream alone", without);
        double stream = measure(folder.resolve("stream"), Optional.of(FunctionCode.identityStream()), records);
        print("RequestStreamHandler", stream, "of its own code on one core", streamLimit);
        double pojo = measure(folder.resolve("pojo"), Optional.of(FunctionCode.identityPojo()), records);
        print("RequestHandler", pojo, "of its own code on one core", pojoLimit);
        System.out.printf(
                "ratio to the stream without function: %.2f with a stream handler, %.2f with AWS's classes%n",
                stream / without, pojo / without);
    }

    private static void print(String name, double perSecond, String beside, double limit) {
        System.out.printf(
                "%-20s %,9.0f records/s  (%.2f %s: %,.0f)%n", name, perSecond, perSecond / limit, beside, limit);
    }

    /// Records a second.
    private static double measure(Path data, Optional<FunctionCode> function, long records) throws Exception {
        try (ServerProcess server = ServerProcess.millrace(data, Bench.PORT);
                Functions functions = new Functions(server.port())) {
            Optional<String> name = Optional.empty();
            if (function.isPresent() && functions.create("identity", function.get())) {
                name = Optional.of("identity");
            }
            Workload.prepare(server.url(), BUFFER_MEGABYTES, BUFFER_SECONDS, name);
            // The JVMs of both sides are warm before it counts.
            deliver(data, records / 5, 0);
            double cpuBefore = server.cpuMicros();
            double functionBefore = server.childrenCpuMicros();
            double seconds = deliver(data, records, records / 5);
            System.out.printf(
                    "%22s %.2f µs CPU a record in the server, %.2f in the function; resident %.0f MB%n",
                    "",
                    (server.cpuMicros() - cpuBefore) / records,
                    (server.childrenCpuMicros() - functionBefore) / records,
                    server.residentMegabytes());
            return records / seconds;
        }
    }

    /// Puts records and waits until they are delivered, beside those that were before.
    private static double deliver(Path data, long records, long before) throws Exception {
        long begun = System.nanoTime();
        put(records / RECORDS);
        long delivered = delivered(data);
        long changed = System.nanoTime();
        while (delivered < before + records) {
            Thread.sleep(20);
            long now = delivered(data);
            if (now != delivered) {
                delivered = now;
                changed = System.nanoTime();
            } else if (System.nanoTime() - changed > QUIET_NANOS) {
                throw new IllegalStateException("Only " + delivered + " of " + (before + records) + " records came");
            }
        }
        if (delivered != before + records) {
            throw new IllegalStateException(delivered + " records came of " + (before + records));
        }
        return (changed - begun) / 1e9;
    }

    private static void put(long requests) throws Exception {
        byte[] body = Workload.putRecordBatch(RECORDS, RECORD_BYTES).body().getBytes(StandardCharsets.US_ASCII);
        Map<String, String> headers = Map.of(
                "Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Firehose_20150804.PutRecordBatch");
        try (ExecutorService senders = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                long share = requests / CONNECTIONS + (i < requests % CONNECTIONS ? 1 : 0);
                all.add(senders.submit(() -> {
                    send(headers, body, share);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private static void send(Map<String, String> headers, byte[] body, long requests) throws Exception {
        try (Loopback connection = new Loopback(Bench.PORT)) {
            for (long i = 0; i < requests; i++) {
                Loopback.Answer answer = connection.send("POST", "/", headers, body);
                if (!answer.text().contains("\"FailedPutCount\":0")) {
                    throw new IllegalStateException("Records were refused: " + answer.text());
                }
            }
        }
    }

    private static long delivered(Path data) throws IOException {
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
}
