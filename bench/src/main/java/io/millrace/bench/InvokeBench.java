package io.millrace.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a call of a function costs beyond its handler: one caller, one call at a time, a handler that answers at once;
/// beside one request to the bare HTTP library over the same loopback.
final class InvokeBench implements Bench.Measurement {
    private static final int WARM_UP = 4_000;
    private static final byte[] BODY = "{\"hello\":\"world\"}".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String what() {
        return "a function's call beyond its handler, ms (asked: Runtime API round trip p50 <= 0.5)";
    }

    /// Calls of each.
    @Override
    public long defaultSize() {
        return 4_000;
    }

    @Override
    public void run(Path folder, long calls) throws Exception {
        Quantiles bare = bare((int) calls);
        System.out.printf("bare HTTP                          p50 %.3f  p99 %.3f%n", bare.p50(), bare.p99());
        try (ServerProcess server = ServerProcess.millrace(folder.resolve("data"), Bench.PORT);
                Functions functions = new Functions(server.port())) {
            for (FunctionCode code : FunctionCode.answers()) {
                String name = code.name();
                if (functions.create(name, code)) {
                    measure(functions, name, code.title(), (int) calls, bare);
                }
            }
            System.out.printf("resident %.0f MB%n", server.residentMegabytes());
        }
    }

    private static void measure(Functions functions, String name, String title, int calls, Quantiles bare)
            throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            functions.invoke(name);
        }
        List<Double> totals = new ArrayList<>();
        List<Double> runtimes = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            Functions.Invoked invoked = functions.invoke(name);
            totals.add(invoked.totalMillis());
            runtimes.add(invoked.runtimeMillis());
        }
        Quantiles runtime = Quantiles.of(runtimes);
        Quantiles total = Quantiles.of(totals);
        System.out.printf(
                "%-14s Runtime API alone   p50 %.2f   p99 %.2f   (%.1f of a bare round trip)%n",
                title, runtime.p50(), runtime.p99(), runtime.p50() / bare.p50());
        System.out.printf(
                "%-14s Invoke, whole       p50 %.3f  p99 %.3f  (%.1f)%n",
                title, total.p50(), total.p99(), total.p50() / bare.p50());
    }

    private static Quantiles bare(int calls) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (ServerProcess server = ServerProcess.bare(Bench.BARE_PORT);
                Loopback connection = new Loopback(server.port())) {
            for (int i = 0; i < WARM_UP + calls; i++) {
                long begun = System.nanoTime();
                connection.send("POST", "/", Map.of("Content-Type", "application/json"), BODY);
                if (i >= WARM_UP) {
                    millis.add((System.nanoTime() - begun) / 1e6);
                }
            }
            return Quantiles.of(millis);
        }
    }
}
