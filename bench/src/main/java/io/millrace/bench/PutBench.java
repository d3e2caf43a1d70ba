package io.millrace.bench;

import java.nio.file.Path;
import java.util.Arrays;

/// PutRecord, acknowledged after fsync, beside the bare HTTP library.
final class PutBench implements Bench.Measurement {
    private static final int RECORD_BYTES = 150;
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 10;
    private static final int ROUNDS = 3;

    @Override
    public String what() {
        return "PutRecord of 150 bytes, durable, 64 connections, beside the bare HTTP library (asked: >= 0.6)";
    }

    @Override
    public long defaultSize() {
        return 8;
    }

    @Override
    public void run(Path folder, long seconds) throws Exception {
        Wrk.Request request = Workload.putRecord(RECORD_BYTES);
        double[] ratios = new double[ROUNDS];
        try (ServerProcess bare = ServerProcess.bare(Bench.BARE_PORT);
                ServerProcess server = ServerProcess.millrace(folder.resolve("data"), Bench.PORT)) {
            Workload.prepare(server.url(), 128, 900);
            Wrk.run(bare.url(), request, CONNECTIONS, WARM_UP_SECONDS);
            Wrk.run(server.url(), request, CONNECTIONS, WARM_UP_SECONDS);
            for (int round = 0; round < ROUNDS; round++) {
                Wrk.Result limit = measure("bare HTTP", bare, request, (int) seconds);
                Wrk.Result ours = measure("PutRecord", server, request, (int) seconds);
                ratios[round] = ours.perSecond() / limit.perSecond();
                System.out.printf("ratio %.2f%n", ratios[round]);
            }
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.2f%n", ratios[ROUNDS / 2]);
    }

    private static Wrk.Result measure(String name, ServerProcess server, Wrk.Request request, int seconds)
            throws Exception {
        double before = server.cpuMicros();
        Wrk.Result result = Wrk.run(server.url(), request, CONNECTIONS, seconds);
        double micros = (server.cpuMicros() - before) / (result.perSecond() * seconds);
        System.out.printf(
                "%-10s %9.0f req/s  p50 %.2f ms  p99 %.2f ms  %.1f µs CPU a request%n",
                name, result.perSecond(), result.p50Millis(), result.p99Millis(), micros);
        return result;
    }
}
