package io.millrace.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How long until the program answers, and what it holds when nothing happens.
final class StartBench implements Bench.Measurement {
    private static final int IDLE_MILLIS = 3_000;

    @Override
    public String what() {
        return "seconds from start to the first answer, and memory when idle (asked: < 0.8 s, < 200 MB)";
    }

    @Override
    public long defaultSize() {
        return 5;
    }

    @Override
    public void run(Path folder, long runs) throws Exception {
        List<Double> seconds = new ArrayList<>();
        double resident = 0;
        for (int i = 0; i < runs; i++) {
            try (ServerProcess server = ServerProcess.millrace(folder.resolve("data"), Bench.PORT)) {
                seconds.add(server.readySeconds());
                Thread.sleep(IDLE_MILLIS);
                resident = Math.max(resident, server.residentMegabytes());
            }
        }
        seconds.sort(null);
        System.out.printf(
                "ready: median %.3f s, slowest %.3f s of %d; resident idle: %.0f MB%n",
                seconds.get(seconds.size() / 2), seconds.getLast(), runs, resident);
    }
}
