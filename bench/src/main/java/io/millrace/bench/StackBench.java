package io.millrace.bench;

import io.millrace.backends.log.EmbeddedLog;
import io.millrace.backends.log.EmbeddedLogConfig;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A stack of 200 resources: made, updated without a change, updated in 20 of them, deleted; beside the forced writes
/// that it takes at least when they come one after the other: one before and one behind each resource, and the stack's
/// own three.
final class StackBench implements Bench.Measurement {
    private static final int RESOURCES = 200;
    private static final int WRITES = 2 * RESOURCES + 3;
    private static final int WRITE_BYTES = 1_000;
    private static final String STACK = "bench";

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    @Override
    public String what() {
        return "a stack of " + RESOURCES + " resources, beside " + WRITES
                + " forced writes (asked: made in < 5 s; an update without a change does nothing)";
    }

    @Override
    public long defaultSize() {
        return 5;
    }

    @Override
    public void run(Path folder, long runs) throws Exception {
        seconds.clear();
        try (ServerProcess server = ServerProcess.millrace(folder.resolve("data"), Bench.PORT);
                StackCalls stacks = new StackCalls(server)) {
            String first = stacks.upload("first", BigTemplate.of(RESOURCES, 0));
            String second = stacks.upload("second", BigTemplate.of(RESOURCES, 1));
            for (int i = 0; i < runs; i++) {
                note("forced writes", writes(folder.resolve("log")));
                double before = server.cpuMicros();
                note("create", stacks.create(STACK, first));
                double cpu = server.cpuMicros() - before;
                note("no change", stacks.updateNothing(STACK, first));
                note("update of 20", stacks.update(STACK, second));
                note("delete", stacks.delete(STACK));
                System.out.printf("create %d: %.2f s, processor %.2f s%n", i, last("create"), cpu / 1e6);
            }
        }
        double limit = median("forced writes");
        seconds.forEach((name, values) -> System.out.printf(
                "%-14s median %.3f s, first %.3f s, slowest %.3f s; %.2f of the forced writes%n",
                name,
                median(name),
                values.getFirst(),
                values.stream().max(Double::compare).orElseThrow(),
                median(name) / limit));
    }

    private static double writes(Path folder) {
        try (EmbeddedLog log = EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system())) {
            byte[] write = Workload.click(WRITE_BYTES);
            long begun = System.nanoTime();
            for (int i = 0; i < WRITES; i++) {
                log.append("bench", List.of(write)).join();
            }
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    private void note(String name, double value) {
        seconds.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    private double last(String name) {
        return seconds.get(name).getLast();
    }

    private double median(String name) {
        return seconds.get(name).stream()
                .sorted()
                .toList()
                .get(seconds.get(name).size() / 2);
    }
}
