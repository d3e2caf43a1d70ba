package io.millrace.bench;

import java.nio.file.Path;
import java.util.Arrays;

/// PutRecordBatch of 500 beside the log's own rate for such appends.
final class BatchBench implements Bench.Measurement {
    private static final int RECORDS = 500;
    private static final int RECORD_BYTES = 200;
    private static final int CONNECTIONS = 16;
    private static final int WARM_UP_SECONDS = 10;
    private static final int ROUNDS = 3;

    @Override
    public String what() {
        return "PutRecordBatch of 500 x 200 bytes, durable, beside the log alone (asked: >= 0.5)";
    }

    @Override
    public long defaultSize() {
        return 8;
    }

    @Override
    public void run(Path folder, long seconds) throws Exception {
        Wrk.Request request = Workload.putRecordBatch(RECORDS, RECORD_BYTES);
        double[] ratios = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double limit =
                    LogAppends.perSecond(folder.resolve("log" + round), RECORDS, RECORD_BYTES, CONNECTIONS, seconds);
            System.out.printf("log alone       %10.0f records/s%n", limit);
            ratios[round] = http(folder.resolve("data" + round), request, (int) seconds) / limit;
            System.out.printf("ratio %.2f%n", ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
    }

    private static double http(Path data, Wrk.Request request, int seconds) throws Exception {
        try (ServerProcess server = ServerProcess.millrace(data, Bench.PORT)) {
            Workload.prepare(server.url(), 128, 900);
            Wrk.run(server.url(), request, CONNECTIONS, WARM_UP_SECONDS);
            double before = server.cpuMicros();
            Wrk.Result result = Wrk.run(server.url(), request, CONNECTIONS, seconds);
            double records = result.perSecond() * RECORDS;
            double micros = (server.cpuMicros() - before) / (records * seconds);
            System.out.printf(
                    "PutRecordBatch  %10.0f records/s  p50 %.2f ms  p99 %.2f ms  %.3f µs CPU a record%n",
                    records, result.p50Millis(), result.p99Millis(), micros);
            return records;
        }
    }
}
