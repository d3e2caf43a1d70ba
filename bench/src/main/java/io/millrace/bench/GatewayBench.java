package io.millrace.bench;

import java.nio.file.Path;
import java.util.Arrays;

/// `PUT /clicks` through a REST API with a mapping template, beside PutRecord of the same record in the same run; with
/// a
/// model that checks it, and with an authorizer whose verdict is kept.
///
/// The price of the verdict is a difference of processor times of the whole server, so it is only as good as the rounds
/// agree.
final class GatewayBench implements Bench.Measurement {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 10;
    private static final int ROUNDS = 5;

    @Override
    public String what() {
        return "PUT /clicks through a REST API beside PutRecord (asked: >= 0.6; with a model >= 0.5; a kept verdict < 5 µs)";
    }

    @Override
    public long defaultSize() {
        return 6;
    }

    @Override
    public void run(Path folder, long seconds) throws Exception {
        double[] mapped = new double[ROUNDS];
        double[] checked = new double[ROUNDS];
        double[] verdict = new double[ROUNDS];
        try (ServerProcess server = ServerProcess.millrace(folder.resolve("data"), Bench.PORT)) {
            Workload.prepare(server.url(), 128, 900);
            ClickApi.prepare(server);
            Load direct = new Load("PutRecord", server, Workload.putRecord(ClickApi.data()));
            Load clicks = new Load("mapped", server, ClickApi.put("clicks"));
            Load models = new Load("with a model", server, ClickApi.put("checked"));
            Load guarded = new Load("authorized", server, ClickApi.put("guarded"));
            for (Load load : new Load[] {direct, clicks, models, guarded}) {
                Wrk.run(server.url(), load.request(), CONNECTIONS, WARM_UP_SECONDS);
            }
            for (int round = 0; round < ROUNDS; round++) {
                Measured limit = direct.measure((int) seconds);
                Measured plain = clicks.measure((int) seconds);
                mapped[round] = plain.perSecond() / limit.perSecond();
                checked[round] = models.measure((int) seconds).perSecond() / limit.perSecond();
                verdict[round] = guarded.measure((int) seconds).micros() - plain.micros();
                System.out.printf(
                        "ratio %.2f, with a model %.2f; a kept verdict %.1f µs CPU%n",
                        mapped[round], checked[round], verdict[round]);
            }
            System.out.printf("resident %.0f MB%n", server.residentMegabytes());
        }
        System.out.printf(
                "median ratio %.2f, with a model %.2f; a kept verdict %.1f µs CPU%n",
                median(mapped), median(checked), median(verdict));
    }

    private static double median(double[] rounds) {
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    /// @param micros processor time of the server for a request
    private record Measured(double perSecond, double micros) {}

    private record Load(String name, ServerProcess server, Wrk.Request request) {
        Measured measure(int seconds) throws Exception {
            double before = server.cpuMicros();
            Wrk.Result result = Wrk.run(server.url(), request, CONNECTIONS, seconds);
            double micros = (server.cpuMicros() - before) / (result.perSecond() * seconds);
            System.out.printf(
                    "%-12s %9.0f req/s  p50 %.2f ms  p99 %.2f ms  %.1f µs CPU a request%n",
                    name, result.perSecond(), result.p50Millis(), result.p99Millis(), micros);
            return new Measured(result.perSecond(), micros);
        }
    }
}
